// What the plan screens can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { CreatePlanInput, UpdatePlanInput, UpdateScopePresetsInput } from "#lib/plans/schemas.ts";
import type { PlanView, ScopePresetView } from "#lib/plans/view.ts";

export interface PlanActions {
  create: Act<CreatePlanInput, PlanView>;
  update: Act<UpdatePlanInput, PlanView>;
  updatePresets: Act<UpdateScopePresetsInput, { items: ScopePresetView[] }>;
}
