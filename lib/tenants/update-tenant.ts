// Changes a tenant's name, time zone or plan; what is left out stays. The plan is the platform's to give.
import { isDeepStrictEqual } from "node:util";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { choosePlan } from "#lib/plans/plan-named.ts";
import { changeTenant } from "./change-tenant.ts";
import { UpdateTenant } from "./schemas.ts";

export const updateTenant = command({
  name: "tenant.update",
  on: "tenant",
  can: ["tenants:write", "settings:write"],
  input: UpdateTenant,
  async run(context, { plan, ...wished }) {
    if (plan !== undefined && !context.principal.permissions.has("tenants:write"))
      throw new DomainError("forbidden", "A tenant's plan is changed by the platform's staff.");
    const planId = plan === undefined ? undefined : (await choosePlan(context.tx, plan)).id;
    return changeTenant(context, ({ tenant }) => {
      const { name = tenant.name, timeZone = tenant.timeZone } = wished;
      const change = { name, timeZone, planId: planId ?? tenant.planId };
      const { planId: oldPlanId, name: oldName, timeZone: oldZone } = tenant;
      const same = isDeepStrictEqual(change, { name: oldName, timeZone: oldZone, planId: oldPlanId });
      return same ? null : change;
    });
  },
});
