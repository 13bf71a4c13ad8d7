import type { AlertActions } from "#components/alerts/alert-actions.ts";
import { SEVERITY_OPTIONS } from "#components/alerts/alert-words.tsx";
import { INBOX_PARAMS, Inbox } from "#components/alerts/inbox.tsx";
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

export const INBOX_FACETS = [
  { param: "severity", label: "Severity", options: SEVERITY_OPTIONS },
  KIND_FACET,
  {
    param: "taken",
    label: "Taken on",
    options: [
      { value: "no", label: "By nobody yet" },
      { value: "yes", label: "By somebody" },
    ],
  },
];

interface InboxPageProps {
  place: Place;
  search: Search;
  actions: AlertActions;
}

/** The alerts that fire. */
export async function InboxPage({ place, search, actions }: InboxPageProps) {
  const { question, filtered } = alertSearch(search);
  const area = areaOf(place);
  const [looker, page, views] = await Promise.all([
    lookerIn(place),
    readOwn(listAlerts, { ...question, state: "firing" }, place),
    viewsOf("alerts", place),
  ]);
  return (
    <AlertsFrame area={area} mayWrite={looker.mayWrite}>
      <PendingArea>
        <Card>
          <FilterBar facets={INBOX_FACETS} views={views}>
            {filtered ? <ClearFilters names={INBOX_PARAMS} /> : null}
          </FilterBar>
          <Inbox
            alerts={page.items}
            nextCursor={page.nextCursor}
            filtered={filtered}
            place={place}
            area={area}
            actions={actions}
            {...looker}
          />
        </Card>
      </PendingArea>
    </AlertsFrame>
  );
}
