import { query } from "#lib/core/operation.ts";
import { planOf } from "./plan-of.ts";
import { Nothing } from "./schemas.ts";
import { toPlanView } from "./view.ts";

/** The plan of the tenant in which the caller acts. */
export const getOwnPlan = query({
  name: "plan.get_own",
  on: "tenant",
  can: "plans:read",
  input: Nothing,
  run: async ({ tx, tenantId }) => toPlanView((await planOf(tx, tenantId)).plan),
});
