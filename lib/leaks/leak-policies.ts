// Who decides what: the policies of all plans.
import { asc } from "drizzle-orm";
import { leakPolicies, plans } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { EVERY_OTHER_PLAN, FIRST_POLICY } from "./queries.ts";
import type { LeakPoliciesView } from "./view.ts";

export async function readLeakPolicies(tx: Tx): Promise<LeakPoliciesView> {
  const rows = await tx.select().from(leakPolicies);
  const policies = new Map(rows.map(({ plan, policy }) => [plan, policy]));
  const all = await tx
    .select({ id: plans.id, slug: plans.slug, name: plans.name })
    .from(plans)
    .orderBy(asc(plans.name));
  return {
    default: policies.get(EVERY_OTHER_PLAN) ?? FIRST_POLICY,
    plans: all.map((plan) => ({ ...plan, policy: policies.get(plan.id) ?? null })),
  };
}
