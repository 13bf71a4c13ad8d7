import { asc } from "drizzle-orm";
import { plans } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { Nothing } from "./schemas.ts";
import { toPlanView } from "./view.ts";

/** All plans, in the order in which they were made; for platform staff. */
export const listPlans = query({
  name: "plan.list",
  on: "platform",
  can: "plans:read",
  input: Nothing,
  async run({ tx }) {
    const rows = await tx.select().from(plans).orderBy(asc(plans.createdAt), asc(plans.id));
    return { items: rows.map(toPlanView), nextCursor: null };
  },
});
