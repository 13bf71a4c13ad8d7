// How the gateway comes by a provider key: from memory for a minute, and never after a change was heard of.
import { CredentialUnavailable } from "#lib/core/credential-unavailable.ts";
import { after } from "#lib/core/now-or-later.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import type { CredentialName, OpenCredential, OpenedCredential } from "#lib/vault/opened-credential.ts";
import type { Directory } from "#lib/verify/directory.ts";
import { noteUndecryptable } from "./note-undecryptable.ts";
import { openVersion } from "./open-version.ts";

/** The ids that a remembered key is forgotten by. */
export const tagsOfCredential = ({ credentialId, tenantId }: OpenedCredential): string[] => [
  credentialId,
  tenantId,
];

/** Opens the current key of a credential. */
export function credentialOpener(deps: Deps, remembered: Directory<OpenedCredential>): OpenCredential {
  return (name) => {
    const id = `${name.tenantId} ${name.credentialId}`;
    return after(
      remembered.find(id, () => openStored(deps, name)),
      ({ value }) => {
        if (!value) throw new CredentialUnavailable("missing");
        return value;
      },
    );
  };
}

/** Opens a key without remembering it. Throws CredentialUnavailable; one that does not open is noted. */
export async function openStored(
  deps: Deps,
  { tenantId, credentialId }: CredentialName,
  version?: number,
): Promise<OpenedCredential> {
  const keyhold = systemPrincipal("vault", tenantId);
  const opened = await openVersion.execute(deps, keyhold, { credentialId, version });
  if (!("unavailable" in opened)) return opened;
  if (opened.unavailable === "undecryptable" && opened.version !== null)
    await noteUndecryptable.execute(deps, keyhold, { credentialId, version: opened.version });
  throw new CredentialUnavailable(opened.unavailable);
}
