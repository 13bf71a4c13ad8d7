// What may be asked of service tokens.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { MAX_EXPIRY_DAYS } from "#lib/shared/key-status.ts";
import { PERMISSIONS } from "#lib/shared/permissions.ts";

export const CreateToken = z.strictObject({
  name: z.string("Give the token a name.").trim().min(1, "Give the token a name.").max(120),
  permissions: z
    .array(
      z.enum([...PERMISSIONS, "*"], "This permission is not known."),
      "Give a list of permissions, such as keys:verify.",
    )
    .min(1, "Give at least one permission.")
    .transform((list) => [...new Set(list)])
    .describe('Such as keys:verify; "*" is all that a token of its kind can do.'),
  expiresInDays: z
    .int(`Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}, or null for never.`)
    .min(1, `Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}, or null for never.`)
    .max(MAX_EXPIRY_DAYS, `Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}, or null for never.`)
    .nullish()
    .describe("Days from now; null or left out for never."),
});

export const ListTokens = z.strictObject({ ...pageFields });

export const TokenTarget = z.strictObject({ tokenId: z.string("Name the token by its id.").max(64) });

export type CreateTokenInput = z.input<typeof CreateToken>;
export type ListTokensInput = z.input<typeof ListTokens>;
