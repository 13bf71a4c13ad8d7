import type { Metadata } from "next";
import { CreatePlanButton, EditPlanButton } from "#components/plans/plan-buttons.tsx";
import { PlanCard } from "#components/plans/plan-card.tsx";
import { PresetsCard } from "#components/plans/presets-card.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listAllScopePresets } from "#lib/plans/list-all-scope-presets.ts";
import { listPlans } from "#lib/plans/list-plans.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { createPlanAction, updatePlanAction, updateScopePresetsAction } from "./actions.ts";

export const metadata: Metadata = { title: "Plans" };

const actions = {
  create: createPlanAction,
  update: updatePlanAction,
  updatePresets: updateScopePresetsAction,
};

export default async function PlansPage() {
  const [viewer, plans, { items: presets }] = await Promise.all([
    viewerIn("platform"),
    read(listPlans, {}, "platform"),
    read(listAllScopePresets, {}, "platform"),
  ]);
  const mayChange = viewer.permissions.includes("plans:write");
  return (
    <Page>
      <PageHeader
        title="Plans"
        description="What a tenant’s keys get unless they say otherwise."
        actions={mayChange ? <CreatePlanButton presets={presets} actions={actions} /> : null}
      />
      <div className="grid gap-5 md:grid-cols-2 xl:grid-cols-3">
        {plans.items.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            action={mayChange ? <EditPlanButton plan={plan} presets={presets} actions={actions} /> : null}
          />
        ))}
      </div>
      <PresetsCard presets={presets} mayChange={mayChange} update={actions.updatePresets} />
    </Page>
  );
}
