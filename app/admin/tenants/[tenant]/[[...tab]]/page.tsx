import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Search } from "#components/keys/list/key-filters.ts";
import { Page } from "#components/shell/page.tsx";
import { TenantHeader } from "#components/tenants/tenant-header.tsx";
import { TENANT_TABS, type TenantTab, TenantTabs } from "#components/tenants/tenant-tabs.tsx";
import { listPlans } from "#lib/plans/list-plans.ts";
import { getTenant } from "#lib/tenants/get-tenant.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { tenantActions } from "../../tenant-actions.ts";
import { BillingSection } from "../sections/billing-section.tsx";
import { KeysSection } from "../sections/keys-section.tsx";
import { MembersSection } from "../sections/members-section.tsx";
import { OverviewSection } from "../sections/overview-section.tsx";
import { SettingsSection } from "../sections/settings-section.tsx";

export const metadata: Metadata = { title: "Tenant" };

const SECTIONS = {
  overview: OverviewSection,
  keys: KeysSection,
  members: MembersSection,
  billing: BillingSection,
  settings: SettingsSection,
};

interface Props {
  params: Promise<{ tenant: string; tab?: string[] }>;
  searchParams: Promise<Search>;
}

export default async function TenantPage({ params, searchParams }: Props) {
  const { tenant, tab } = await params;
  const [view, plans, viewer] = await Promise.all([
    read(getTenant, { tenant }, "platform"),
    read(listPlans, {}, "platform"),
    viewerIn("platform"),
  ]);
  const plan = plans.items.find((each) => each.id === view.plan.id);
  if (!plan) notFound();
  const mayChange = viewer.permissions.includes("tenants:write");
  const Section = SECTIONS[tabIn(tab)];
  return (
    <Page>
      <TenantHeader view={view} plans={plans.items} mayChange={mayChange} actions={tenantActions} />
      <TenantTabs view={view} settings={mayChange} />
      <Section
        view={view}
        plan={plan}
        viewer={viewer}
        place={{ tenant: view.clientId }}
        search={await searchParams}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? view.timeZone}
      />
    </Page>
  );
}

function tabIn(segments: string[] = []): TenantTab {
  const [name = "overview", ...rest] = segments;
  const tab = TENANT_TABS.find((each) => each === name);
  if (!tab || rest.length > 0 || segments[0] === "overview") notFound();
  return tab;
}
