// The plan that a tenant has, for what depends on it.
import { eq } from "drizzle-orm";
import { plans, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Id } from "#lib/shared/ids.ts";

export type PlanRow = typeof plans.$inferSelect;

export interface TenantWithPlan {
  tenant: { id: Id<"ten">; clientId: string; name: string };
  plan: PlanRow;
}

/** Throws `not_found` when there is no such tenant. */
export async function planOf(tx: Tx, tenantId: Id<"ten">): Promise<TenantWithPlan> {
  const [row] = await tx
    .select({
      tenant: { id: tenants.id, clientId: tenants.clientId, name: tenants.name },
      plan: plans,
    })
    .from(tenants)
    .innerJoin(plans, eq(plans.id, tenants.planId))
    .where(eq(tenants.id, tenantId));
  if (!row) throw notFound("tenant");
  return row;
}
