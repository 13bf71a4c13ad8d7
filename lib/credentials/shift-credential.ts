import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeCredential } from "./change-credential.ts";
import { versionIn, writeCredential } from "./queries.ts";
import { VersionTarget } from "./schemas.ts";

/** Makes another version the one that is spent. Both stay until one is retired, so it can be undone. */
export const shiftCredential = command({
  name: "credential.shift",
  on: "tenant",
  can: "credentials:write",
  input: VersionTarget,
  run: (context, { credentialId, version }) =>
    changeCredential(context, credentialId, async (record) => {
      const { state } = versionIn(record, version);
      if (record.credential.currentVersion === version) return false;
      if (state !== "stored") throw new DomainError("conflict", "This key is not in the vault yet.");
      await writeCredential(context.tx, record, { currentVersion: version, updatedAt: context.now });
      return true;
    }),
});
