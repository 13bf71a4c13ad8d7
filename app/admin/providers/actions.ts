"use server";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { checkCredential } from "#lib/credentials/check-credential.ts";
// What staff can do with the platform's own provider keys. Keys come sealed: nothing here can read them.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import { retireVersion } from "#lib/credentials/retire-version.ts";
import { shiftCredential } from "#lib/credentials/shift-credential.ts";
import { updateCredential } from "#lib/credentials/update-credential.ts";
import { beginEntry } from "#lib/vault/begin-entry.ts";
import { action } from "#lib/web/action.ts";

export const beginEntryOfPlatformAction = action(platformOwn(beginEntry));
export const addCredentialOfPlatformAction = action(platformOwn(addCredential), { refresh: true });
export const updateCredentialOfPlatformAction = action(platformOwn(updateCredential), { refresh: true });
export const replaceCredentialOfPlatformAction = action(platformOwn(replaceCredential), { refresh: true });
export const shiftCredentialOfPlatformAction = action(platformOwn(shiftCredential), { refresh: true });
export const retireVersionOfPlatformAction = action(platformOwn(retireVersion), { refresh: true });
export const checkCredentialOfPlatformAction = action(platformOwn(checkCredential), { refresh: true });
export const removeCredentialOfPlatformAction = action(platformOwn(removeCredential), { refresh: true });
