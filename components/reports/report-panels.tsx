// The chart and the tables of a report: what the usage page shows, without anything to press that leads elsewhere.
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { chartComparison, chartData, formatOf } from "#components/usage/chart-data.ts";
import { DIMENSIONS, type DimensionName } from "#components/usage/dimensions.ts";
import { FreshNote } from "#components/usage/fresh-note.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { GROUP_LABELS, measureLabel, summaryOf, versusWords } from "#components/usage/words.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTopView } from "#lib/usage/top.ts";

/** More bars than this have no room on a phone. */
const MOST_BARS = 100;

export function ReportChart({ view, compare }: { view: UsageSeriesView; compare: Comparison }) {
  const { groupBy, range } = view;
  const grouped = groupBy === "none" ? "" : ` ${GROUP_LABELS[groupBy].toLowerCase()}`;
  const lines = view.unit === "micros";
  return (
    <Card>
      <CardContent className="grid gap-3">
        <TimeSeriesChart
          title={`${measureLabel(view)}${grouped}`}
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

export function ReportRanking({ view }: { view: UsageTopView }) {
  return (
    <Card>
      <CardHeader
        title={DIMENSIONS[view.by as DimensionName].many}
        description={`By ${measureLabel(view).toLowerCase()}`}
      />
      <CardContent>
        <TopPanel load={Promise.resolve(view)} label={DIMENSIONS[view.by as DimensionName].many} />
      </CardContent>
    </Card>
  );
}
