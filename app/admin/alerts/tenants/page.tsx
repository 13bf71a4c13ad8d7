import type { Metadata } from "next";
import { AlertsFrame } from "#app/t/[tenant]/alerts/alerts-frame.tsx";
import { lookerIn } from "#app/t/[tenant]/alerts/area.ts";
import { INBOX_FACETS } from "#app/t/[tenant]/alerts/inbox-page.tsx";
import { alertSearch } from "#app/t/[tenant]/alerts/search-of.ts";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { TenantsTable } from "#components/alerts/tenants-table.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";
import { PendingArea } from "#components/shell/pending.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { listTenantsAlerts } from "#lib/alerts/list-tenants-alerts.ts";
import { read } from "#lib/web/read.ts";

export const metadata: Metadata = { title: "Alerts of tenants" };

const PARAMS = INBOX_FACETS.map(({ param }) => param);

export default async function TenantsAlertsPage(props: { searchParams: Promise<Search> }) {
  const { question, filtered } = alertSearch(await props.searchParams);
  const { state: _, ...asked } = question;
  const [looker, page, views] = await Promise.all([
    lookerIn("platform"),
    read(listTenantsAlerts, asked, "platform"),
    viewsOf("tenants-alerts", "platform"),
  ]);
  return (
    <AlertsFrame area="/admin" mayWrite={looker.mayWrite}>
      <PendingArea>
        <Card>
          <FilterBar facets={INBOX_FACETS} views={views}>
            {filtered ? <ClearFilters names={PARAMS} /> : null}
          </FilterBar>
          <TenantsTable
            alerts={page.items}
            nextCursor={page.nextCursor}
            filtered={filtered}
            params={PARAMS}
            now={looker.now}
            timeZone={looker.timeZone}
          />
        </Card>
      </PendingArea>
    </AlertsFrame>
  );
}
