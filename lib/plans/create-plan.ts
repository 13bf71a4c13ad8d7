import { plans } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { expandScopes } from "./expand-scopes.ts";
import { makeDefault } from "./make-default.ts";
import { findPlan } from "./plan-named.ts";
import { CreatePlan } from "./schemas.ts";
import { toPlanView } from "./view.ts";

/** Makes a plan. */
export const createPlan = command({
  name: "plan.create",
  on: "platform",
  can: "plans:write",
  input: CreatePlan,
  async run({ tx, now, audit }, { isDefault, ...wished }) {
    const id = newId("pln");
    const scopes = await expandScopes(tx, wished.scopes);
    await tx.insert(plans).values({ ...wished, id, scopes, createdAt: now, updatedAt: now });
    if (isDefault) await makeDefault(tx, id, now);
    const row = await findPlan(tx, id);
    if (!row) throw new Error("the plan that was just made is missing");
    const view = toPlanView(row);
    audit({ target: { type: "plan", id, label: view.slug }, after: view });
    return view;
  },
});
