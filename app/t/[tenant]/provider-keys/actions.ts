"use server";
// What a tenant can do with its provider keys. Keys come sealed: nothing here can read them.
import { addCredential } from "#lib/credentials/add-credential.ts";
import { checkCredential } from "#lib/credentials/check-credential.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import { retireVersion } from "#lib/credentials/retire-version.ts";
import { shiftCredential } from "#lib/credentials/shift-credential.ts";
import { updateCredential } from "#lib/credentials/update-credential.ts";
import { beginEntry } from "#lib/vault/begin-entry.ts";
import { action } from "#lib/web/action.ts";

export const beginEntryAction = action(beginEntry);
export const addCredentialAction = action(addCredential, { refresh: true });
export const updateCredentialAction = action(updateCredential, { refresh: true });
export const replaceCredentialAction = action(replaceCredential, { refresh: true });
export const shiftCredentialAction = action(shiftCredential, { refresh: true });
export const retireVersionAction = action(retireVersion, { refresh: true });
export const checkCredentialAction = action(checkCredential, { refresh: true });
export const removeCredentialAction = action(removeCredential, { refresh: true });
