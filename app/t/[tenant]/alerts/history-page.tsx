import { SEVERITY_OPTIONS } from "#components/alerts/alert-words.tsx";
import { HISTORY_PARAMS, HistoryTable } from "#components/alerts/history-table.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";
import { PendingArea } from "#components/shell/pending.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import type { Place } from "#lib/web/place.ts";
import { readOwn } from "#lib/web/read-own.ts";
import { viewsOf } from "../views/views-of.ts";
import { AlertsFrame } from "./alerts-frame.tsx";
import { areaOf, lookerIn } from "./area.ts";
import { alertSearch, KIND_FACET } from "./search-of.ts";

const FACETS = [
  { param: "severity", label: "Severity", options: SEVERITY_OPTIONS },
  KIND_FACET,
  {
    param: "state",
    label: "State",
    options: [
      { value: "firing", label: "Fires" },
      { value: "over", label: "Over" },
    ],
  },
];

/** All alerts, the newest first. */
export async function HistoryPage({ place, search }: { place: Place; search: Search }) {
  const { question, filtered } = alertSearch(search);
  const area = areaOf(place);
  const [looker, page, views] = await Promise.all([
    lookerIn(place),
    readOwn(listAlerts, question, place),
    viewsOf("alert-history", place),
  ]);
  return (
    <AlertsFrame area={area} mayWrite={looker.mayWrite}>
      <PendingArea>
        <Card>
          <FilterBar facets={FACETS} views={views}>
            {filtered ? <ClearFilters names={HISTORY_PARAMS} /> : null}
          </FilterBar>
          <HistoryTable
            alerts={page.items}
            nextCursor={page.nextCursor}
            filtered={filtered}
            area={area}
            now={looker.now}
            timeZone={looker.timeZone}
          />
        </Card>
      </PendingArea>
    </AlertsFrame>
  );
}
