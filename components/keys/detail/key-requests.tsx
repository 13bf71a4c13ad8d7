// The calls of one key: how many, over time, and how they were answered.
import { type ReactNode, Suspense } from "react";
import { RangePicker } from "#components/chart/range-picker.tsx";
import { TimeZonePicker } from "#components/chart/time-zone-picker.tsx";
import { LazyCallsChart } from "#components/keys/detail/lazy-parts.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { TotalsPanel } from "#components/usage/totals-panel.tsx";
import { summaryOf } from "#components/usage/words.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTopView } from "#lib/usage/top.ts";
import type { UsageTotalsView } from "#lib/usage/totals.ts";
import type { UsageSearch } from "#lib/usage/usage-search.ts";

export interface KeyRequestsProps {
  search: UsageSearch;
  workspaceZone: string;
  totals: Promise<UsageTotalsView>;
  series: Promise<UsageSeriesView>;
  outcomes: Promise<UsageTopView>;
  /** The same calls one by one. */
  log: ReactNode;
}

export function KeyRequests({ search, workspaceZone, totals, series, outcomes, log }: KeyRequestsProps) {
  const zone = search.question.zone ?? workspaceZone;
  return (
    <PendingArea>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <TimeZonePicker current={zone} workspaceZone={workspaceZone} />
        <RangePicker defaultRange="30d" timeZone={zone} />
      </div>
      <Suspense fallback={<TilesSkeleton />}>
        <TotalsPanel load={totals} trend={series} />
      </Suspense>
      <Suspense fallback={<ChartSkeleton />}>
        <CallsPanel load={series} />
      </Suspense>
      <Card>
        <CardHeader title="Answers" description="A press on one narrows the chart to it." />
        <CardContent>
          <Suspense fallback={<ListSkeleton />}>
            <TopPanel load={outcomes} label="Answers" param="outcome" />
          </Suspense>
        </CardContent>
      </Card>
      <Suspense fallback={<ListSkeleton />}>{log}</Suspense>
    </PendingArea>
  );
}

async function CallsPanel({ load }: { load: Promise<UsageSeriesView> }) {
  const view = await load;
  return (
    <Card>
      <CardContent>
        <LazyCallsChart
          title="Calls by outcome"
          summary={summaryOf(view)}
          data={chartData(view)}
          height={320}
          zoomable
          empty="No calls in this time. Choose a longer one."
        />
      </CardContent>
    </Card>
  );
}
