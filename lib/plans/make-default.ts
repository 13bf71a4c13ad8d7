// There is one default plan: making another the default takes it from the former.
import { and, eq, ne } from "drizzle-orm";
import { plans } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";

export async function makeDefault(tx: Tx, planId: Id<"pln">, now: Date): Promise<void> {
  // Two at once take turns here, so that the second sees the first one's plan.
  await tx.select({ id: plans.id }).from(plans).where(eq(plans.isDefault, true)).for("update");
  await tx
    .update(plans)
    .set({ isDefault: false, updatedAt: now })
    .where(and(eq(plans.isDefault, true), ne(plans.id, planId)));
  await tx.update(plans).set({ isDefault: true, updatedAt: now }).where(eq(plans.id, planId));
}
