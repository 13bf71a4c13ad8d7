import { command } from "#lib/core/operation.ts";
import { choosePlan } from "#lib/plans/plan-named.ts";
import { changeTenant } from "./change-tenant.ts";
import { ChangePlan } from "./schemas.ts";

/** Gives a tenant another plan; keys that override nothing follow at once. */
export const changePlan = command({
  name: "tenant.change_plan",
  on: "tenant",
  can: "tenants:write",
  input: ChangePlan,
  async run(context, { plan }) {
    const { id: planId } = await choosePlan(context.tx, plan);
    return changeTenant(context, ({ tenant }) => (tenant.planId === planId ? null : { planId }));
  },
});
