"use client";
// A log of calls that follows what happens. Filters, page and the open call stand in the address.
import { ScrollText, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { type ReactNode, useMemo } from "react";
import { callColumns } from "#components/calls/call-columns.tsx";
import { TailBar } from "#components/calls/tail-bar.tsx";
import { type Tail, useTail } from "#components/calls/use-tail.ts";
import { WORD_PARAMS, WordFilters } from "#components/calls/word-filters.tsx";
import { newExportHref } from "#components/exports/export-href.ts";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { type Act, attempt } from "#components/form/act.ts";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ColumnChooser } from "#components/table/column-chooser.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import type { Facet } from "#components/table/facet-filter.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Pager } from "#components/table/pager.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import type { Page } from "#lib/core/page.ts";
import { callRefText, cursorAfter } from "#lib/shared/call-ref.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import type { CallView } from "#lib/usage/call-view.ts";
import type { CallsFilter } from "#lib/usage/calls-search.ts";
import type { NamedCall } from "#lib/usage/named-call.ts";
import type { Place } from "#lib/web/place.ts";

const CallSheet = dynamic(() => import("#components/calls/call-sheet.tsx"), { ssr: false });

/** As many as one answer holds while a log follows. */
const POLLED = 200;

export interface CallLogProps {
  place: Place;
  /** Asks for the newest calls; the same query as the page's own. */
  poll: Act<PollInput, Page<CallView>>;
  filter: CallsFilter;
  filtered: boolean;
  page: Page<CallView>;
  /** Whether the page begins with the newest call. */
  live: boolean;
  /** The call that the address names, wherever it stands. */
  opened: NamedCall | null;
  facets: Facet[];
  views: ScreenViews;
  keysHref: string;
  downloadHref: string;
  showKey?: boolean;
  showTenant?: boolean;
  timeZone: string;
  now: string;
  /** What to do where nothing was ever called. */
  firstCall?: ReactNode;
}

type PollInput = CallsFilter & { since: string; limit: number };

const OUTCOMES: Facet = {
  param: "outcome",
  label: "Answer",
  options: Object.entries(OUTCOME_LABELS).map(([value, label]) => ({ value, label })),
};

export function CallLog(props: CallLogProps) {
  // Another question begins from nothing.
  const question = JSON.stringify([props.filter, props.live]);
  return <Log key={question} {...props} />;
}

function Log(props: CallLogProps) {
  const { place, poll, filter, page, live, now, timeZone, showKey = true, showTenant = false } = props;
  const facets = [...props.facets, OUTCOMES];
  const ask = (since: string) => attempt(poll, place, { ...filter, since, limit: POLLED });
  const tail = useTail({ page, live, now, poll: ask });
  const columns = useMemo(
    () => callColumns({ timeZone, showKey, showTenant }),
    [timeZone, showKey, showTenant],
  );
  const search = useSearchParams();
  const hrefOf = (call: CallView) => {
    const next = new URLSearchParams(search);
    next.set("open", callRefText(call));
    return `?${next}`;
  };
  return (
    <Card>
      <FilterBar
        searchPlaceholder="Resource, address, agent, tag or request"
        facets={facets}
        params={WORD_PARAMS}
        views={props.views}
        tools={
          <>
            <ColumnChooser columns={columns} />
            <ExportMenu href={props.downloadHref} largeHref={newExportHref(place, "calls")} />
          </>
        }
      >
        <WordFilters />
      </FilterBar>
      {live ? <TailBar {...tail} /> : null}
      <DataTable
        label="Calls"
        rows={tail.items}
        columns={columns}
        rowId={({ id }) => id}
        rowLabel={({ requestId }) => requestId}
        rowHref={hrefOf}
        empty={<NoCalls {...props} names={["q", ...WORD_PARAMS, ...facets.map(({ param }) => param)]} />}
        footer={<Pager nextCursor={olderThan(tail)} summary={summaryOf(tail)} />}
      />
      <OpenCall {...props} showTenant={showTenant} calls={tail.items} />
    </Card>
  );
}

function olderThan({ items, more }: Pick<Tail, "items" | "more">): string | null {
  const last = items.at(-1);
  return more && last ? cursorAfter(last) : null;
}

function summaryOf({ items }: Pick<Tail, "items">): string {
  return items.length === 1 ? "1 call" : `${formatInteger(items.length)} calls on this page`;
}

function OpenCall(props: CallLogProps & { showTenant: boolean; calls: CallView[] }) {
  const { calls, opened, keysHref, showTenant, timeZone } = props;
  const [ref, setRef] = useQueryState("open", parseAsString);
  const known: (CallView | NamedCall)[] = opened ? [opened, ...calls] : calls;
  const call = ref ? known.find((each) => callRefText(each) === ref) : null;
  if (!call) return null;
  return (
    <CallSheet
      call={call}
      keysHref={keysHref}
      showTenant={showTenant}
      timeZone={timeZone}
      onClose={() => void setRef(null)}
    />
  );
}

function NoCalls({ filtered, firstCall, live, names }: CallLogProps & { names: string[] }) {
  if (filtered)
    return (
      <EmptyState
        icon={<SearchX />}
        title="No call fits"
        text="No call in this time has all that was asked for."
        action={<ClearFilters names={names} label="Clear filters" />}
      />
    );
  return (
    <EmptyState
      icon={<ScrollText />}
      title={firstCall ? "No calls yet" : "No calls in this time"}
      text={live ? "Calls appear here within seconds, refused ones too." : "Choose another time."}
      snippet={firstCall}
    />
  );
}
