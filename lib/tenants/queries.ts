// Tenants as they are stored, read with their plan and what they hold.
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { keys, members, plans, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { TenantRecord } from "./view.ts";

/** At most `limit` tenants that meet `where`, newest first. */
export function selectTenants(tx: Tx, where: SQL | undefined, limit: number): Promise<TenantRecord[]> {
  return tx
    .select({
      tenant: tenants,
      plan: { id: plans.id, slug: plans.slug, name: plans.name },
      keyCount: tx.$count(keys, and(eq(keys.tenantId, tenants.id), isNull(keys.revokedAt))),
      memberCount: tx.$count(members, eq(members.tenantId, tenants.id)),
    })
    .from(tenants)
    .innerJoin(plans, eq(plans.id, tenants.planId))
    .where(where)
    .orderBy(sql`${tenants.createdAt} desc nulls last`, sql`${tenants.id} desc nulls last`)
    .limit(limit);
}

/** Throws `not_found`. */
export async function readTenant(tx: Tx, tenantId: Id<"ten">): Promise<TenantRecord> {
  const [record] = await selectTenants(tx, eq(tenants.id, tenantId), 1);
  if (!record) throw notFound("tenant");
  return record;
}

/** As readTenant(), and holds the tenant's row until the transaction ends. */
export async function lockTenant(tx: Tx, tenantId: Id<"ten">): Promise<TenantRecord> {
  await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, tenantId)).for("no key update");
  return readTenant(tx, tenantId);
}
