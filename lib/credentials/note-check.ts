import { z } from "zod";
import { command } from "#lib/core/operation.ts";
import { CHECK_STATES } from "#lib/shared/credential-states.ts";
import { lockCredential, versionIn, writeVersion } from "./queries.ts";

const NoteCheck = z.strictObject({
  credentialId: z.string(),
  version: z.int(),
  state: z.enum(CHECK_STATES),
  detail: z.string().max(200).nullable(),
  latencyMs: z.int().min(0).nullable(),
});

/** Keeps what a check found. Only what is new stands in the trail. */
export const noteCheck = command({
  name: "credential.checked",
  on: "tenant",
  can: "system:write",
  input: NoteCheck,
  async run({ tx, now, tenantId, audit, unchanged }, { credentialId, version, ...found }) {
    const record = await lockCredential(tx, tenantId, credentialId);
    const before = versionIn(record, version);
    await writeVersion(tx, before, {
      checkState: found.state,
      checkDetail: found.detail,
      checkLatencyMs: found.latencyMs,
      checkedAt: now,
      checkRequestedAt: null,
    });
    if (before.checkState === found.state) {
      unchanged();
      return found;
    }
    const { id, label } = record.credential;
    audit({
      target: { type: "credential", id, label },
      before: { version, check: before.checkState },
      after: { version, check: found.state },
    });
    return found;
  },
});
