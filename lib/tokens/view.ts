// A service token as it is shown: never its secret.
import { z } from "zod";
import type { serviceTokens } from "#db/schema/index.ts";
import { PERMISSIONS } from "#lib/shared/permissions.ts";

const time = z.iso.datetime();

export const TokenView = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Whose it is; null for the platform's. */
  tenant: z.strictObject({ id: z.string(), clientId: z.string(), name: z.string() }).nullable(),
  permissions: z.array(z.enum([...PERMISSIONS, "*"])),
  last4: z.string(),
  status: z.enum(["active", "expired", "revoked"]),
  createdAt: time,
  /** Who made it: an e-mail address, a token's name. */
  createdBy: z.string(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  lastUsedAt: time.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

/** The answer to making a token: the only time that `secret` is ever sent. */
export const TokenWithSecret = TokenView.extend({ secret: z.string() });
export type TokenWithSecret = z.infer<typeof TokenWithSecret>;

/** A token without its digest. */
export type TokenRow = Omit<typeof serviceTokens.$inferSelect, "digest" | "pepperVersion">;

export interface TokenRecord {
  token: TokenRow;
  tenant: TokenView["tenant"];
}

/** The view of a token at the moment `now`. */
export function toTokenView({ token, tenant }: TokenRecord, now: Date): TokenView {
  return {
    id: token.id,
    name: token.name,
    tenant,
    permissions: token.permissions,
    last4: token.last4,
    status: statusOf(token, now),
    createdAt: token.createdAt.toISOString(),
    createdBy: token.createdByLabel,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}

function statusOf(token: TokenRow, now: Date): TokenView["status"] {
  if (token.revokedAt) return "revoked";
  return token.expiresAt && token.expiresAt <= now ? "expired" : "active";
}
