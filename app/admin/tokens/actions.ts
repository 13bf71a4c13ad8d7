"use server";
// What staff can do with service tokens.
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { revokeAnyToken } from "#lib/tokens/revoke-any-token.ts";
import { action } from "#lib/web/action.ts";

// No refresh while the secret is shown: the page is read again when its dialog closes.
export const createPlatformTokenAction = action(createPlatformToken);
export const revokeAnyTokenAction = action(revokeAnyToken, { refresh: true });
