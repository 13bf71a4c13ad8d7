// Who a service token is. What the database says is believed for at most a second, counted from the look-up;
// whether the token has ended is judged on every call.
import { LRUCache } from "lru-cache";
import { DomainError } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import { digestSecret, everyDigest } from "#lib/crypto/digest.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import { PERMISSIONS, type Permission, TENANT_TOKEN_PERMISSIONS } from "#lib/shared/permissions.ts";
import { tokenToucher } from "./touch-token.ts";

/** A service token that was recognised. */
export interface ServiceCaller {
  tokenId: Id<"tok">;
  name: string;
  /** Whose services it belongs to; null for the platform's, which may act for any tenant. */
  tenantId: Id<"ten"> | null;
  permissions: ReadonlySet<Permission>;
}

interface Found extends ServiceCaller {
  expiresAt: Date | null;
  revokedAt: Date | null;
  suspendedAt: Date | null;
}

export type AuthenticateToken = (secret: string | null) => Promise<ServiceCaller>;

const FRESH_MS = 1_000;
const MOST_REMEMBERED = 10_000;

/**
 * Makes the check of service tokens. It throws `unauthenticated` for a missing, unknown, expired or revoked token
 * and `forbidden` for one of a suspended tenant.
 */
export function tokenAuthenticator(deps: Deps): AuthenticateToken {
  const cache = new LRUCache<string, { found: Promise<Found | null>; until: number }>({
    max: MOST_REMEMBERED,
  });
  const touch = tokenToucher(deps);
  const recall = (secret: string): Promise<Found | null> => {
    const id = digestSecret(deps.peppers, secret).digest.toString("base64");
    const known = cache.get(id);
    const now = performance.now();
    if (known && known.until > now) return known.found;
    const found = findToken(deps, secret);
    cache.set(id, { found, until: now + FRESH_MS });
    found.catch(() => cache.delete(id));
    return found;
  };
  return async (secret) => {
    requireForm(deps.keyPrefix, secret);
    const found = await recall(secret);
    const now = deps.clock();
    if (!found) throw refused("This service token is not known.");
    if (found.revokedAt) throw refused("This service token was revoked.");
    if (found.expiresAt && found.expiresAt <= now) throw refused("This service token has expired.");
    if (found.suspendedAt) throw new DomainError("forbidden", "The tenant of this token is suspended.");
    touch(found.tokenId, now);
    return found;
  };
}

function requireForm(brand: string, secret: string | null): asserts secret is string {
  if (!secret) throw refused(`Send a service token: Authorization: Bearer ${brand}_svc_…`);
  if (!secret.startsWith(`${brand}_svc_`))
    throw refused(`This needs a service token (${brand}_svc_…), not an issued key.`);
  if (tokenForm(brand, secret) !== "well_formed")
    throw refused("This service token is mistyped or cut short.");
}

interface Row {
  id: string;
  tenant_id: string | null;
  name: string;
  permissions: (Permission | "*")[];
  expires_at: Date | null;
  revoked_at: Date | null;
  suspended_at: Date | null;
}

async function findToken({ db, peppers }: Deps, secret: string): Promise<Found | null> {
  const digests = everyDigest(peppers, secret).map((digest) => digest.toString("hex"));
  const [row] = await db.sql<Row[]>`
    select * from find_service_token(
      (select array_agg(decode(digest, 'hex')) from unnest(${digests}::text[]) as digest))`;
  if (!row) return null;
  const tenantId = row.tenant_id === null ? null : encodeId("ten", row.tenant_id);
  const possible = tenantId ? TENANT_TOKEN_PERMISSIONS : PERMISSIONS;
  return {
    tokenId: encodeId("tok", row.id),
    name: row.name,
    tenantId,
    permissions: new Set(
      row.permissions.includes("*") ? possible : possible.filter((one) => row.permissions.includes(one)),
    ),
    expiresAt: dateOf(row.expires_at),
    revokedAt: dateOf(row.revoked_at),
    suspendedAt: dateOf(row.suspended_at),
  };
}

/** The driver's own parsing of times is switched off where typed queries share its pool. */
const dateOf = (value: Date | string | null) => (value === null ? null : new Date(value));

const refused = (message: string) => new DomainError("unauthenticated", message);
