"use server";
// What staff can do with plans and scope presets.
import { createPlan } from "#lib/plans/create-plan.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { updateScopePresets } from "#lib/plans/update-scope-presets.ts";
import { action } from "#lib/web/action.ts";

export const createPlanAction = action(createPlan, { refresh: true });
export const updatePlanAction = action(updatePlan, { refresh: true });
export const updateScopePresetsAction = action(updateScopePresets, { refresh: true });
