// Plans by what people call them.
import { eq } from "drizzle-orm";
import { plans } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { invalidField } from "#lib/core/errors.ts";
import { isId } from "#lib/shared/ids.ts";
import type { PlanRow } from "./plan-of.ts";

/** The plan with this id or slug, or null. */
export async function findPlan(tx: Tx, named: string): Promise<PlanRow | null> {
  const [row] = await tx
    .select()
    .from(plans)
    .where(isId("pln", named) ? eq(plans.id, named) : eq(plans.slug, named));
  return row ?? null;
}

/** The plan that an input's field `plan` names; the default one when it names none. Throws `invalid_input`. */
export async function choosePlan(tx: Tx, named: string | undefined): Promise<PlanRow> {
  if (named === undefined) return defaultPlan(tx);
  const plan = await findPlan(tx, named);
  if (!plan) throw invalidField("plan", "There is no plan with this id or slug.");
  return plan;
}

async function defaultPlan(tx: Tx): Promise<PlanRow> {
  const [row] = await tx.select().from(plans).where(eq(plans.isDefault, true)).limit(1);
  if (!row) throw invalidField("plan", "No plan is the default; name one.");
  return row;
}
