// Changes a plan. Keys that override nothing follow at once; what is left out stays.
import { eq } from "drizzle-orm";
import { plans } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { expandScopes } from "./expand-scopes.ts";
import { makeDefault } from "./make-default.ts";
import { findPlan } from "./plan-named.ts";
import type { PlanRow } from "./plan-of.ts";
import { UpdatePlan } from "./schemas.ts";
import { toPlanView } from "./view.ts";

export const updatePlan = command({
  name: "plan.update",
  on: "platform",
  can: "plans:write",
  input: UpdatePlan,
  async run({ tx, now, audit }, { plan, isDefault, scopes, ...wished }) {
    const row = await lockPlan(tx, plan);
    const before = toPlanView(row);
    const expanded = scopes && (await expandScopes(tx, scopes));
    await tx
      .update(plans)
      .set({ ...wished, scopes: expanded, updatedAt: now })
      .where(eq(plans.id, row.id));
    if (isDefault) await makeDefault(tx, row.id, now);
    const after = toPlanView(await lockPlan(tx, row.id));
    audit({ target: { type: "plan", id: after.id, label: after.slug }, before, after });
    return after;
  },
});

async function lockPlan(tx: Tx, named: string): Promise<PlanRow> {
  const found = await findPlan(tx, named);
  if (!found) throw notFound("plan");
  const [row] = await tx.select().from(plans).where(eq(plans.id, found.id)).for("no key update");
  if (!row) throw notFound("plan");
  return row;
}
