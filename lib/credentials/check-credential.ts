import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeCredential } from "./change-credential.ts";
import { versionIn, writeVersion } from "./queries.ts";
import { CheckCredential } from "./schemas.ts";

/** Asks for a key to be tried at its provider; the api does so within seconds, and the credential shows what came of it. */
export const checkCredential = command({
  name: "credential.check",
  on: "tenant",
  can: "credentials:write",
  input: CheckCredential,
  run: (context, { credentialId, version }) =>
    changeCredential(context, credentialId, async (record) => {
      const wanted = version ?? record.credential.currentVersion ?? record.versions[0]?.version ?? 0;
      const found = versionIn(record, wanted);
      if (found.state !== "stored") throw new DomainError("conflict", "This key is not in the vault yet.");
      if (found.checkRequestedAt !== null) return false;
      await writeVersion(context.tx, found, { checkRequestedAt: context.now });
      return true;
    }),
});
