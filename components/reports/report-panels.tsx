// The chart and the tables of a report: what the usage page shows, without anything to press that leads elsewhere.
import type { ReactNode } from "react";
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { chartComparison, chartData, formatOf } from "#components/usage/chart-data.ts";
import { FreshNote } from "#components/usage/fresh-note.tsx";
import { GROUP_LABELS, METRIC_LABELS, summaryOf, versusWords } from "#components/usage/words.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

/** More bars than this have no room on a phone. */
const MOST_BARS = 100;

export async function ReportChart({
  load,
  compare,
}: {
  load: Promise<UsageSeriesView>;
  compare: Comparison;
}) {
  const view = await load;
  const { metric, groupBy, range } = view;
  const grouped = groupBy === "none" ? "" : ` ${GROUP_LABELS[groupBy].toLowerCase()}`;
  const lines = view.unit === "micros";
  return (
    <Card>
      <CardContent className="grid gap-3">
        <TimeSeriesChart
          title={`${METRIC_LABELS[metric]}${grouped}`}
          summary={summaryOf(view)}
          data={chartData(view)}
          kind={lines ? "lines" : view.buckets.length > MOST_BARS ? "area" : "bars"}
          height={320}
          format={formatOf(view)}
          compare={chartComparison(view, versusWords(compare, range).replace("vs ", ""))}
          empty="Nothing happened in this time."
        />
        <FreshNote asOf={view.asOf} newestBucket={view.newestBucket} timeZone={range.zone} />
      </CardContent>
    </Card>
  );
}

export function ReportRanking({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader title={title} />
      <CardContent>{children}</CardContent>
    </Card>
  );
}
