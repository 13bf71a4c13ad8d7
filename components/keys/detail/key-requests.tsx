// The calls of one key: how many, over time, and how they were answered.
import { Suspense } from "react";
import { RangePicker } from "#components/chart/range-picker.tsx";
import { TimeZonePicker } from "#components/chart/time-zone-picker.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { SeriesPanel } from "#components/usage/series-panel.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { TotalsPanel } from "#components/usage/totals-panel.tsx";
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
}

export function KeyRequests({ search, workspaceZone, totals, series, outcomes }: KeyRequestsProps) {
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
        <SeriesPanel load={series} search={search} />
      </Suspense>
      <Card>
        <CardHeader title="Answers" description="A press on one narrows the chart to it." />
        <CardContent>
          <Suspense fallback={<ListSkeleton />}>
            <TopPanel load={outcomes} label="Answers" param="outcome" />
          </Suspense>
        </CardContent>
      </Card>
    </PendingArea>
  );
}
