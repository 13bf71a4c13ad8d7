import { z } from "zod";
import { command } from "#lib/core/operation.ts";
import { lockCredential, versionIn, writeVersion } from "./queries.ts";

/** Notes that a stored key does not open: the credential shows it, and the trail keeps it, once until it opens again. */
export const noteUndecryptable = command({
  name: "credential.undecryptable",
  on: "tenant",
  can: "system:write",
  input: z.strictObject({ credentialId: z.string(), version: z.int() }),
  async run({ tx, now, tenantId, audit, unchanged }, { credentialId, version }): Promise<{ noted: boolean }> {
    const record = await lockCredential(tx, tenantId, credentialId);
    const found = versionIn(record, version);
    if (found.checkState === "undecryptable") {
      unchanged();
      return { noted: false };
    }
    await writeVersion(tx, found, {
      checkState: "undecryptable",
      checkDetail: null,
      checkLatencyMs: null,
      checkedAt: now,
    });
    const { id, label } = record.credential;
    audit({
      target: { type: "credential", id, label },
      before: { version, check: found.checkState },
      after: { version, check: "undecryptable" },
    });
    return { noted: true };
  },
});
