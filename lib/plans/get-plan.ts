import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { findPlan } from "./plan-named.ts";
import { GetPlan } from "./schemas.ts";
import { toPlanView } from "./view.ts";

/** A plan by its id or slug; for platform staff. */
export const getPlan = query({
  name: "plan.get",
  on: "platform",
  can: "plans:read",
  input: GetPlan,
  async run({ tx }, { plan }) {
    const row = await findPlan(tx, plan);
    if (!row) throw notFound("plan");
    return toPlanView(row);
  },
});
