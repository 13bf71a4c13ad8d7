// Who a service token is. What is remembered is forgotten when it changes; whether the token has ended is judged on
// every call.
import { DomainError } from "#lib/core/errors.ts";
import { after, type NowOrLater } from "#lib/core/now-or-later.ts";
import type { Deps } from "#lib/core/operation.ts";
import { everyDigest, repeatedMemoryId } from "#lib/crypto/digest.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import { PERMISSIONS, type Permission, TENANT_TOKEN_PERMISSIONS } from "#lib/shared/permissions.ts";
import type { Directory, Found } from "#lib/verify/directory.ts";
import { tokenToucher } from "./touch-token.ts";

/** A service token that was recognised. */
export interface ServiceCaller {
  tokenId: Id<"tok">;
  name: string;
  /** Whose services it belongs to; null for the platform's, which may act for any tenant. */
  tenantId: Id<"ten"> | null;
  permissions: ReadonlySet<Permission>;
}

export interface FoundToken extends ServiceCaller {
  expiresAt: Date | null;
  revokedAt: Date | null;
  suspendedAt: Date | null;
}

/** Throws, or rejects with, what is wrong. */
export type AuthenticateToken = (secret: string | null) => NowOrLater<ServiceCaller>;

/** What of a token changes it, for whoever remembers tokens. */
export const tagsOfToken = ({ tokenId, tenantId }: FoundToken): string[] =>
  tenantId ? [tokenId, tenantId] : [tokenId];

/**
 * Makes the check of service tokens. It throws `unauthenticated` for a missing, unknown, expired or revoked token
 * and `forbidden` for one of a suspended tenant. Without a `directory` every token is looked up.
 */
export function tokenAuthenticator(
  deps: Deps,
  directory: Directory<FoundToken> = EVERY_TIME,
): AuthenticateToken {
  const touch = tokenToucher(deps);
  const memoryId = repeatedMemoryId();
  const admit = ({ value }: Found<FoundToken>): ServiceCaller => {
    const now = deps.clock();
    const caller = requireGood(value, now);
    touch(caller.tokenId, now);
    return caller;
  };
  return (secret) => {
    const known = secret !== null && secret.length <= LONGEST ? directory.known(memoryId(secret)) : null;
    if (known) return admit(known);
    requireForm(deps.keyPrefix, secret);
    return after(
      directory.find(memoryId(secret), () => findToken(deps, secret)),
      admit,
    );
  };
}

/** More characters than any service token has; longer texts are not even looked up in memory. */
const LONGEST = 128;

const EVERY_TIME: Directory<FoundToken> = {
  find: async (_, read) => ({ value: await read(), stale: false }),
  known: () => null,
};

function requireGood(found: FoundToken | null, now: Date): FoundToken {
  if (!found) throw refused("This service token is not known.");
  if (found.revokedAt) throw refused("This service token was revoked.");
  if (found.expiresAt && found.expiresAt <= now) throw refused("This service token has expired.");
  if (found.suspendedAt) throw new DomainError("forbidden", "The tenant of this token is suspended.");
  return found;
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

async function findToken({ db, peppers }: Deps, secret: string): Promise<FoundToken | null> {
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
