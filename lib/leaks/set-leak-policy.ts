import { eq } from "drizzle-orm";
import { leakPolicies } from "#db/schema/index.ts";
import { invalidField, notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { readLeakPolicies } from "./leak-policies.ts";
import { EVERY_OTHER_PLAN } from "./queries.ts";
import { SetLeakPolicy } from "./schemas.ts";
import type { LeakPoliciesView } from "./view.ts";

/** Says what is done to keys that leak: for the tenants of one plan, or of all that say nothing themselves. */
export const setLeakPolicy = command({
  name: "leak.set_policy",
  on: "platform",
  can: "plans:write",
  input: SetLeakPolicy,
  async run({ tx, now, audit, unchanged }, { plan, policy }): Promise<LeakPoliciesView> {
    const before = await readLeakPolicies(tx);
    const found = before.plans.find(({ id, slug }) => id === plan || slug === plan);
    if (plan && !found) throw notFound("plan");
    if (!plan && policy === null) throw invalidField("policy", "Say what is done where a plan says nothing.");
    const row = found?.id ?? EVERY_OTHER_PLAN;
    const was = found ? found.policy : before.default;
    if (was === policy) {
      unchanged();
      return before;
    }
    if (policy === null) await tx.delete(leakPolicies).where(eq(leakPolicies.plan, row));
    else
      await tx
        .insert(leakPolicies)
        .values({ plan: row, policy, updatedAt: now })
        .onConflictDoUpdate({ target: leakPolicies.plan, set: { policy, updatedAt: now } });
    const target = {
      type: "plan",
      id: found?.id ?? EVERY_OTHER_PLAN,
      label: found?.name ?? "all other plans",
    };
    audit({ target, before: { leakedKeys: was }, after: { leakedKeys: policy } });
    return readLeakPolicies(tx);
  },
});
