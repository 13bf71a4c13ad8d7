"use server";
// What a tenant can do with its service tokens.
import { createToken } from "#lib/tokens/create-token.ts";
import { revokeToken } from "#lib/tokens/revoke-token.ts";
import { action } from "#lib/web/action.ts";

// No refresh while the secret is shown: the page is read again when its dialog closes.
export const createTokenAction = action(createToken);
export const revokeTokenAction = action(revokeToken, { refresh: true });
