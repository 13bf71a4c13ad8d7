// Keys as they are stored, read with their secrets, tenant and plan.
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { keys, plans, secrets, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { KeyRecord, KeyRow, SecretRow } from "./view.ts";

const TENANT = { id: tenants.id, clientId: tenants.clientId, name: tenants.name };
const PLAN = { scopes: plans.scopes, limits: plans.limits, perRequest: plans.perRequest };
const SECRET = {
  id: secrets.id,
  keyId: secrets.keyId,
  prefix: secrets.prefix,
  last4: secrets.last4,
  createdAt: secrets.createdAt,
  expiresAt: secrets.expiresAt,
  lastUsedAt: secrets.lastUsedAt,
};

/** At most `limit` keys that meet `where`, newest first. */
export async function selectKeys(tx: Tx, where: SQL | undefined, limit: number): Promise<KeyRecord[]> {
  const rows = await tx
    .select({ key: keys, tenant: TENANT, plan: PLAN })
    .from(keys)
    .innerJoin(tenants, eq(tenants.id, keys.tenantId))
    .innerJoin(plans, eq(plans.id, tenants.planId))
    .where(where)
    .orderBy(sql`${keys.createdAt} desc nulls last`, sql`${keys.id} desc nulls last`)
    .limit(limit);
  const found = await secretsOf(
    tx,
    rows.map(({ key }) => key),
  );
  return rows.map((row) => ({ ...row, secrets: found.get(row.key.id) ?? [] }));
}

/** The key, or `not_found` when it is missing, of another tenant, or no key's id at all. */
export async function readKey(tx: Tx, tenantId: Id<"ten">, keyId: string): Promise<KeyRecord> {
  const [record] = await selectKeys(tx, whereKey(tenantId, keyId), 1);
  if (!record) throw notFound("key");
  return record;
}

/** As readKey(), and holds the key's row until the transaction ends. */
export async function lockKey(tx: Tx, tenantId: Id<"ten">, keyId: string): Promise<KeyRecord> {
  const [row] = await tx
    .select({ id: keys.id })
    .from(keys)
    .where(whereKey(tenantId, keyId))
    .for("no key update");
  if (!row) throw notFound("key");
  return readKey(tx, tenantId, keyId);
}

/** Changes a key that is locked. */
export async function writeKey(
  tx: Tx,
  record: KeyRecord,
  change: Partial<typeof keys.$inferInsert>,
): Promise<KeyRecord> {
  const { tenantId, id } = record.key;
  const [key] = await tx.update(keys).set(change).where(whereKey(tenantId, id)).returning();
  if (!key) throw notFound("key");
  return { ...record, key };
}

/** Changes a secret of a key that is locked. */
export async function writeSecret(
  tx: Tx,
  record: KeyRecord,
  secretId: Id<"sec">,
  change: Pick<typeof secrets.$inferInsert, "expiresAt">,
): Promise<void> {
  await tx
    .update(secrets)
    .set(change)
    .where(and(eq(secrets.tenantId, record.key.tenantId), eq(secrets.id, secretId)));
}

function whereKey(tenantId: Id<"ten">, keyId: string): SQL | undefined {
  if (!isId("key", keyId)) throw notFound("key");
  return and(eq(keys.tenantId, tenantId), eq(keys.id, keyId));
}

async function secretsOf(tx: Tx, of: readonly KeyRow[]): Promise<Map<string, SecretRow[]>> {
  if (of.length === 0) return new Map();
  const tenantIds = [...new Set(of.map(({ tenantId }) => tenantId))];
  const rows = await tx
    .select(SECRET)
    .from(secrets)
    .where(
      and(
        inArray(secrets.tenantId, tenantIds),
        inArray(
          secrets.keyId,
          of.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(desc(secrets.createdAt), desc(secrets.id));
  return Map.groupBy(rows, ({ keyId }) => keyId);
}
