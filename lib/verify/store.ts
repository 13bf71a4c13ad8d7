// Looks keys and service tokens up by their secrets: one statement each, which hands out named columns only.
import type { Sql } from "#db/client.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import type { Limit, PerRequest } from "#lib/shared/limits.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import type { Permission } from "#lib/shared/permissions.ts";
import type { KeyRecord } from "./record.ts";

/** The type of a list of bytea; the driver does not infer it. */
const BYTEA_ARRAY = 1001;

/** A key, and the slow hash that a secret must still be checked against; null when its digest was matched. */
export interface FoundKey {
  record: KeyRecord;
  slowHash: string | null;
}

export interface ServiceToken {
  id: Id<"tok">;
  /** Null for a token of the platform. */
  tenantId: Id<"ten"> | null;
  name: string;
  permissions: ReadonlySet<Permission | "*">;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Whether the tenant it belongs to is suspended. */
  tenantSuspended: boolean;
}

interface KeyRow {
  tenant_id: string;
  client_id: string;
  tenant_name: string;
  suspended_at: Date | null;
  key_id: string;
  name: string;
  environment: Environment;
  scopes: string[] | null;
  limits: Limit[] | null;
  per_request: PerRequest | null;
  ip_allow: string[];
  metadata: Record<string, unknown>;
  demo: boolean;
  legacy: boolean;
  expires_at: Date | null;
  disabled_at: Date | null;
  revoked_at: Date | null;
  secret_id: string;
  scheme: string;
  slow_hash: string | null;
  secret_expires_at: Date | null;
}

interface TokenRow {
  id: string;
  tenant_id: string | null;
  name: string;
  permissions: (Permission | "*")[];
  expires_at: Date | null;
  revoked_at: Date | null;
  suspended_at: Date | null;
}

/** The key whose secret has one of `digests`, or else one whose slow hash stands under one of `lookups`. */
export async function findKey(
  sql: Sql,
  digests: readonly Buffer[],
  lookups: readonly string[],
): Promise<FoundKey | null> {
  const [row] = await sql<KeyRow[]>`
    select tenant_id, client_id, tenant_name, suspended_at, key_id, name, environment, scopes, limits,
           per_request, ip_allow, metadata, demo, legacy, expires_at, disabled_at, revoked_at,
           secret_id, scheme, slow_hash, secret_expires_at
    from find_key(${sql.array(digests as Buffer[], BYTEA_ARRAY)}::bytea[], ${lookups as string[]}::text[])`;
  return row
    ? { record: recordOf(row), slowHash: row.scheme === "hmac" ? null : (row.slow_hash ?? "") }
    : null;
}

/** The service token with one of `digests`, also when it has expired or was revoked. */
export async function findServiceToken(sql: Sql, digests: readonly Buffer[]): Promise<ServiceToken | null> {
  const [row] = await sql<TokenRow[]>`
    select id, tenant_id, name, permissions, expires_at, revoked_at, suspended_at
    from find_service_token(${sql.array(digests as Buffer[], BYTEA_ARRAY)}::bytea[])`;
  if (!row) return null;
  return {
    id: encodeId("tok", row.id),
    tenantId: row.tenant_id === null ? null : encodeId("ten", row.tenant_id),
    name: row.name,
    permissions: new Set(row.permissions),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    tenantSuspended: row.suspended_at !== null,
  };
}

/** Throws when the database does not answer. */
export async function ping(sql: Sql): Promise<void> {
  await sql`select 1`;
}

function recordOf(row: KeyRow): KeyRecord {
  return {
    tenant: {
      id: encodeId("ten", row.tenant_id),
      clientId: row.client_id,
      name: row.tenant_name,
      suspendedAt: row.suspended_at,
    },
    id: encodeId("key", row.key_id),
    name: row.name,
    environment: row.environment,
    scopes: row.scopes ?? [],
    limits: row.limits ?? [],
    perRequest: row.per_request ?? {},
    ipAllow: row.ip_allow,
    metadata: row.metadata,
    demo: row.demo,
    legacy: row.legacy,
    expiresAt: row.expires_at,
    disabledAt: row.disabled_at,
    revokedAt: row.revoked_at,
    secret: { id: encodeId("sec", row.secret_id), expiresAt: row.secret_expires_at },
  };
}
