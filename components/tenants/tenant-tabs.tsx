// The sections of a tenant on the platform, each with an address of its own.
import { SectionTabs } from "#components/shell/section-tabs.tsx";
import type { TenantView } from "#lib/tenants/view.ts";

export const TENANT_TABS = ["overview", "keys", "members", "billing", "settings"] as const;
export type TenantTab = (typeof TENANT_TABS)[number];

export function TenantTabs({ view, settings }: { view: TenantView; settings: boolean }) {
  const href = `/admin/tenants/${view.clientId}`;
  return (
    <SectionTabs
      label="Sections of the tenant"
      tabs={[
        { label: "Overview", href, exact: true },
        { label: "Keys", href: `${href}/keys`, count: view.keyCount },
        { label: "Members", href: `${href}/members`, count: view.memberCount },
        { label: "Billing", href: `${href}/billing` },
        ...(settings ? [{ label: "Settings", href: `${href}/settings` }] : []),
      ]}
    />
  );
}
