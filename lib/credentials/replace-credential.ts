import { credentialVersions } from "#db/schema/index.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { acceptEntry } from "./accept-entry.ts";
import { baseUrlOf } from "./base-url.ts";
import { changeCredential } from "./change-credential.ts";
import { endWaiting, nextVersion, takeOver, writeCredential } from "./queries.ts";
import { ReplaceCredential } from "./schemas.ts";
import type { CredentialRecord } from "./view.ts";

/** Stores another key: in the old one's place, or beside it until it is made current. */
export const replaceCredential = command({
  name: "credential.replace",
  on: "tenant",
  can: "credentials:write",
  sensitive: true,
  input: ReplaceCredential,
  run: (context, { credentialId, baseUrl, beside, ...entered }) =>
    changeCredential(context, credentialId, async (record) => {
      const { tx, now, principal } = context;
      const { tenantId, id, provider, currentVersion } = record.credential;
      const entry = await acceptEntry(context, entered, id);
      if (entry.credentialId !== id)
        throw invalidField("nonce", "This entry was begun for another credential.");
      if (beside) refuseThird(record);
      const location = {
        tenantId,
        credentialId: id,
        version: await nextVersion(tx, record),
        provider,
        baseUrl: await baseUrlOf(context, provider, baseUrl ?? baseUrlNow(record)),
      };
      const stored = await entry.columns(location);
      const takesOver = !beside || currentVersion === null;
      await endWaiting(tx, record, now);
      const by = { createdAt: now, createdByLabel: principal.actor.label };
      await tx
        .insert(credentialVersions)
        .values({ ...location, state: "sealed", takesOver, ...by, ...stored });
      if (stored.state === "stored" && takesOver) await takeOver(tx, record, location.version, now);
      else await writeCredential(tx, record, { updatedAt: now });
      return true;
    }),
});

function baseUrlNow({ credential, versions }: CredentialRecord): string | undefined {
  return (versions.find(({ version }) => version === credential.currentVersion) ?? versions[0])?.baseUrl;
}

function refuseThird({ credential, versions }: CredentialRecord): void {
  if (versions.some(({ version }) => version < (credential.currentVersion ?? 0)))
    throw new DomainError("conflict", "Retire the key from the last rollover first.");
}
