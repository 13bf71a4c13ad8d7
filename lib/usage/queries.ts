// The names of what usage is grouped by, and how new it is.
import { eq, inArray, sql } from "drizzle-orm";
import { keys, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import { ofTenants } from "./filter.ts";
import { rowsOf } from "./prepared.ts";

/** The beginning of the newest quarter hour with calls, or null when there never was one. */
export async function newestBucket(tx: Tx, tenantIds?: Id<"ten">[]): Promise<Date | null> {
  const whose = tenantIds ? ofTenants(tenantIds) : sql`true`;
  const [row] = await rowsOf<{ newest: number }>(
    tx,
    sql`select (extract(epoch from u.bucket) * 1000)::float8 as newest from tenant_quarter_hours u
      where ${whose} order by u.bucket desc limit 1`,
  );
  return row ? new Date(row.newest) : null;
}

export async function keyNames(tx: Tx, ids: Id<"key">[]) {
  if (ids.length === 0) return [];
  return tx
    .select({
      id: keys.id,
      tenantId: keys.tenantId,
      name: keys.name,
      clientId: tenants.clientId,
      environment: keys.environment,
    })
    .from(keys)
    .innerJoin(tenants, eq(tenants.id, keys.tenantId))
    .where(inArray(keys.id, ids));
}

export async function tenantNames(tx: Tx, ids: Id<"ten">[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ id: tenants.id, name: tenants.name, clientId: tenants.clientId })
    .from(tenants)
    .where(inArray(tenants.id, ids));
}

export async function tenantZone(tx: Tx, tenantId: Id<"ten">): Promise<string> {
  const [row] = await tx.select({ zone: tenants.timeZone }).from(tenants).where(eq(tenants.id, tenantId));
  return row?.zone ?? "UTC";
}
