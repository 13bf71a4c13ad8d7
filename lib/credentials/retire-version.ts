import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeCredential } from "./change-credential.ts";
import { endVersion, versionIn, writeCredential } from "./queries.ts";
import { VersionTarget } from "./schemas.ts";

/** Ends a key that is not spent for good; what was stored of it is wiped. */
export const retireVersion = command({
  name: "credential.retire",
  on: "tenant",
  can: "credentials:write",
  sensitive: true,
  input: VersionTarget,
  run: (context, { credentialId, version }) =>
    changeCredential(context, credentialId, async (record) => {
      const found = versionIn(record, version);
      if (record.credential.currentVersion === version)
        throw new DomainError("conflict", "This key is in use. Make the other one current first.");
      await endVersion(context.tx, found, context.now);
      await writeCredential(context.tx, record, { updatedAt: context.now });
      return true;
    }),
});
