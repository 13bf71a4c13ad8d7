// There is one default plan: making another the default takes it from the former.
import { and, eq, ne, sql } from "drizzle-orm";
import { plans } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";

const LOCK = 7_306_005;

export async function makeDefault(tx: Tx, planId: Id<"pln">, now: Date): Promise<void> {
  // All that do this at once take turns here: a lock on the former default would not hold back the third of them.
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
  await tx
    .update(plans)
    .set({ isDefault: false, updatedAt: now })
    .where(and(eq(plans.isDefault, true), ne(plans.id, planId)));
  await tx.update(plans).set({ isDefault: true, updatedAt: now }).where(eq(plans.id, planId));
}
