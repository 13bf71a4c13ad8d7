// Looks a key up by its secret: one statement, which hands out named columns only.
import type { Sql } from "#db/client.ts";
import { SECOND_MS } from "#lib/core/clock.ts";
import type { SecretForms } from "#lib/crypto/secret-forms.ts";
import { gatewayTerms, type KeyGateway, type PlanGateway } from "#lib/shared/gateway.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { Limit, PerRequest } from "#lib/shared/limits.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import type { KeyRecord } from "./record.ts";
import { createShared, inOnePiece } from "./shared-parts.ts";

/** The type of a list of bytea; the driver does not infer it. */
const BYTEA_ARRAY = 1001;

/** A key, and the slow hash that a secret must still be checked against; null when its digest was matched. */
export interface FoundKey {
  record: KeyRecord;
  slowHash: string | null;
}

/** `imported`: what was matched is the digest of another system. */
export type KeyMatch = FoundKey & { imported: boolean };

/** The driver leaves times as text where typed queries share its pool. */
type Moment = string | Date | null;

interface KeyRow {
  tenant_id: string;
  client_id: string;
  tenant_name: string;
  suspended_at: Moment;
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
  expires_at: Moment;
  disabled_at: Moment;
  revoked_at: Moment;
  secret_id: string;
  scheme: string;
  slow_hash: string | null;
  secret_expires_at: Moment;
  stale_ok_seconds: number;
  plan_gateway: PlanGateway;
  key_gateway: KeyGateway | null;
}

/** The key whose secret has one of these digests, or else one whose slow hash stands under one of the lookup ids. */
export async function findKey(
  sql: Sql,
  { digests, imported, lookups }: SecretForms,
): Promise<KeyMatch | null> {
  const bytes = (list: Buffer[]) => sql.array(list, BYTEA_ARRAY);
  const [row] = await sql<KeyRow[]>`
    select tenant_id, client_id, tenant_name, suspended_at, key_id, name, environment, scopes, limits,
           per_request, ip_allow, metadata, demo, legacy, expires_at, disabled_at, revoked_at,
           secret_id, scheme, slow_hash, secret_expires_at, stale_ok_seconds, plan_gateway, key_gateway
    from find_key(${bytes(digests)}::bytea[], ${bytes(imported)}::bytea[], ${lookups}::text[])`;
  if (!row) return null;
  const isSlow = row.scheme === "argon2id" || row.scheme === "bcrypt";
  return {
    record: recordOf(row),
    slowHash: isSlow ? (row.slow_hash ?? "") : null,
    imported: row.scheme === "sha256" || row.scheme === "hmac-sha256",
  };
}

/** Throws when the database does not answer. */
export async function ping(sql: Sql): Promise<void> {
  await sql`select 1`;
}

const shared = {
  tenant: createShared<KeyRecord["tenant"]>(),
  terms: createShared<Pick<KeyRecord, "scopes" | "limits" | "perRequest" | "gateway">>(),
  ipAllow: createShared<KeyRecord["ipAllow"]>(),
};
const NO_METADATA: KeyRecord["metadata"] = {};

function recordOf(row: KeyRow): KeyRecord {
  const { scopes, limits, perRequest, gateway } = shared.terms({
    scopes: row.scopes ?? [],
    limits: row.limits ?? [],
    perRequest: row.per_request ?? {},
    gateway: gatewayTerms(row.plan_gateway, row.key_gateway),
  });
  return {
    tenant: shared.tenant({
      id: inOnePiece(encodeId("ten", row.tenant_id)),
      clientId: row.client_id,
      name: row.tenant_name,
      suspendedAt: dateOf(row.suspended_at),
    }),
    id: inOnePiece(encodeId("key", row.key_id)),
    name: row.name,
    environment: row.environment,
    scopes,
    limits,
    perRequest,
    gateway,
    ipAllow: shared.ipAllow(row.ip_allow),
    metadata: Object.keys(row.metadata).length > 0 ? row.metadata : NO_METADATA,
    demo: row.demo,
    legacy: row.legacy,
    expiresAt: dateOf(row.expires_at),
    disabledAt: dateOf(row.disabled_at),
    revokedAt: dateOf(row.revoked_at),
    staleOkMs: row.stale_ok_seconds * SECOND_MS,
    secret: {
      id: inOnePiece(encodeId("sec", row.secret_id)),
      expiresAt: dateOf(row.secret_expires_at),
    },
  };
}

function dateOf(moment: Moment): Date | null {
  return moment === null ? null : new Date(moment);
}
