"use server";
// What can be done with keys. Both areas use these: a key is always worked on in its tenant.
import { createKey } from "#lib/keys/create-key.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { extendRotation } from "#lib/keys/extend-rotation.ts";
import { finishRotation } from "#lib/keys/finish-rotation.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { importKeys } from "#lib/keys/import-keys.ts";
import { lookupKey } from "#lib/keys/lookup-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { updateKey } from "#lib/keys/update-key.ts";
import { action } from "#lib/web/action.ts";

// No refresh while a secret is shown: the page is read again when its dialog closes.
export const createKeyAction = action(createKey);
export const rotateKeyAction = action(rotateKey);
export const updateKeyAction = action(updateKey, { refresh: true });
export const extendRotationAction = action(extendRotation, { refresh: true });
export const finishRotationAction = action(finishRotation, { refresh: true });
export const disableKeyAction = action(disableKey, { refresh: true });
export const enableKeyAction = action(enableKey, { refresh: true });
export const revokeKeyAction = action(revokeKey, { refresh: true });
export const disableKeyQuietlyAction = action(disableKey);
/** One of many keys that are revoked together. */
export const revokeKeyQuietlyAction = action(revokeKey, { sensitive: true });
export const getKeyAction = action(getKey);
export const lookupKeyAction = action(lookupKey);
export const importKeysAction = action(importKeys);
