// The pages of one key, the same in both areas.
import { ActivitySection } from "#app/t/[tenant]/keys/[keyId]/sections/activity-section.tsx";
import { LimitsSection } from "#app/t/[tenant]/keys/[keyId]/sections/limits-section.tsx";
import { OverviewSection } from "#app/t/[tenant]/keys/[keyId]/sections/overview-section.tsx";
import { RequestsSection } from "#app/t/[tenant]/keys/[keyId]/sections/requests-section.tsx";
import { SettingsSection } from "#app/t/[tenant]/keys/[keyId]/sections/settings-section.tsx";
import { KeyHeader } from "#components/keys/detail/key-header.tsx";
import { type KeyTab, KeyTabs } from "#components/keys/detail/key-tabs.tsx";
import { placeOf } from "#components/keys/key-actions.ts";
import { keyRights, mayChange } from "#components/keys/key-rights.ts";
import type { Search } from "#components/keys/list/key-filters.ts";
import { Page } from "#components/shell/page.tsx";
import type { Crumb } from "#components/ui/breadcrumb.tsx";
import type { KeyView } from "#lib/keys/view.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { keyActions } from "../key-actions.ts";

export interface KeyPageProps {
  view: KeyView;
  tab: KeyTab;
  /** The address of the list. */
  base: string;
  crumbs: Crumb[];
  search: Search;
  /** On the platform: where the tenant has its page. */
  tenantHref?: string;
}

/** What each section gets. */
export interface SectionProps extends KeyPageProps {
  place: { tenant: string };
  href: string;
  now: string;
  timeZone: string;
  mayChange: boolean;
  callsLastHour: number;
}

const SECTIONS = {
  overview: OverviewSection,
  requests: RequestsSection,
  limits: LimitsSection,
  activity: ActivitySection,
  settings: SettingsSection,
};

export async function KeyPage(props: KeyPageProps) {
  const { view, base, tab, crumbs } = props;
  const place = placeOf(view);
  const viewer = await viewerIn(place);
  const lastHour = await read(usageTotals, { range: "1h", key: view.id }, place);
  const change = mayChange(keyRights(viewer), view);
  const href = `${base}/${view.id}`;
  const now = new Date().toISOString();
  const Section = SECTIONS[tab];
  return (
    <Page>
      <KeyHeader
        view={view}
        crumbs={crumbs}
        mayChange={change}
        actions={keyActions}
        now={now}
        callsLastHour={lastHour.calls}
      />
      <KeyTabs href={href} activity={viewer.permissions.includes("audit:read")} settings={change} />
      <Section
        {...props}
        place={place}
        href={href}
        now={now}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
        mayChange={change && view.status !== "revoked"}
        callsLastHour={lastHour.calls}
      />
    </Page>
  );
}
