// Who a service is: its token, looked up by digest, remembered for at most a second.
import { LRUCache } from "lru-cache";
import type { Sql } from "#db/client.ts";
import type { Clock } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { everyDigest } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import { PERMISSIONS, type Permission, TENANT_TOKEN_PERMISSIONS } from "#lib/shared/permissions.ts";
import { findServiceToken, type ServiceToken } from "#lib/verify/store.ts";

const FRESH_MS = 1_000;
const REMEMBERED_AT_MOST = 10_000;

/** Finds the service token of a request. Throws `unauthenticated` when there is none, or none that works. */
export type AuthenticateService = (
  request: Pick<ApiRequest, "headerLines" | "query">,
) => Promise<ServiceToken>;

interface Setting {
  sql: Sql;
  peppers: Keyring;
  keyPrefix: string;
  clock: Clock;
}

export function createAuthenticateService({ sql, peppers, keyPrefix, clock }: Setting): AuthenticateService {
  const remembered = new LRUCache<string, { atMs: number; token: Promise<ServiceToken | null> }>({
    max: REMEMBERED_AT_MOST,
  });
  const find = (secret: string) => {
    const digests = everyDigest(peppers, secret);
    const mark = digests.map((digest) => digest.toString("base64")).join();
    const known = remembered.get(mark);
    if (known && performance.now() - known.atMs < FRESH_MS) return known.token;
    const token = findServiceToken(sql, digests);
    remembered.set(mark, { atMs: performance.now(), token });
    token.catch(() => remembered.delete(mark));
    return token;
  };
  return async (request) => {
    const secret = bearer(request, keyPrefix);
    if (secret === null)
      throw new DomainError("unauthenticated", "Send a service token in Authorization: Bearer.");
    const wellFormed =
      secret.startsWith(`${keyPrefix}_svc_`) && tokenForm(keyPrefix, secret) === "well_formed";
    const token = wellFormed ? await find(secret) : null;
    if (!token || token.revokedAt || isOver(token.expiresAt, clock()))
      throw new DomainError("unauthenticated", "The service token is not known, has expired or was revoked.");
    return token;
  };
}

/** What a token may do: `*` is everything, and a tenant's token never more than its kind may have. */
export function permissionsOf(token: ServiceToken): ReadonlySet<Permission> {
  const possible = token.tenantId === null ? PERMISSIONS : TENANT_TOKEN_PERMISSIONS;
  return new Set(
    possible.filter((permission) => token.permissions.has("*") || token.permissions.has(permission)),
  );
}

/** Throws `forbidden` when the token lacks the permission. */
export function needPermission(token: ServiceToken, permission: Permission): void {
  if (!permissionsOf(token).has(permission))
    throw new DomainError("forbidden", `This service token lacks the permission ${permission}.`);
}

function isOver(moment: Date | null, now: Date): boolean {
  return moment !== null && moment <= now;
}
