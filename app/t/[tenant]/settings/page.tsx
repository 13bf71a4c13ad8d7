import type { Metadata } from "next";
import { LazySettingsForm } from "#components/settings/lazy-settings-form.tsx";
import { WorkspaceFacts } from "#components/settings/workspace-facts.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { getOwnTenant } from "#lib/tenants/get-own-tenant.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { updateTenantAction } from "./actions.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const place = { tenant: (await params).tenant };
  const [viewer, view, plan] = await Promise.all([
    viewerIn(place),
    read(getOwnTenant, {}, place),
    read(getOwnPlan, {}, place),
  ]);
  const mayChange = ["settings:write", "tenants:write"].some((each) =>
    (viewer.permissions as string[]).includes(each),
  );
  return (
    <Page narrow>
      <PageHeader title="Settings" description={`What holds for all of ${view.name}.`} />
      {mayChange ? <LazySettingsForm view={view} update={updateTenantAction} /> : null}
      <WorkspaceFacts view={view} plan={plan} />
    </Page>
  );
}
