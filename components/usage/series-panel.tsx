// Usage over time in a card. Says what to do when nothing fits, and when there never was anything.
import { GranularityPicker } from "#components/chart/granularity-picker.tsx";
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { chartComparison, chartData, formatOf } from "#components/usage/chart-data.ts";
import { FreshNote } from "#components/usage/fresh-note.tsx";
import { GROUP_LABELS, METRIC_LABELS, summaryOf, versusWords } from "#components/usage/words.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageSearch } from "#lib/usage/usage-search.ts";

const FILTERS = ["key", "tenant", "outcome", "env"];

/** More bars than this have no room on a phone; a day of quarter hours has. */
const MOST_BARS = 100;

export async function SeriesPanel({ load, search }: { load: Promise<UsageSeriesView>; search: UsageSearch }) {
  const view = await load;
  const { range, metric, groupBy } = view;
  const spanMs = Date.parse(range.to) - Date.parse(range.from);
  const grouped = groupBy === "none" ? "" : ` ${GROUP_LABELS[groupBy].toLowerCase()}`;
  return (
    <Card>
      <CardContent className="grid gap-3">
        <TimeSeriesChart
          title={`${METRIC_LABELS[metric]}${grouped}`}
          summary={summaryOf(view)}
          data={chartData(view)}
          kind={metric === "latency" ? "lines" : view.buckets.length > MOST_BARS ? "area" : "bars"}
          height={320}
          format={formatOf(view)}
          compare={chartComparison(view, versusWords(search.compare, range).replace("vs ", ""))}
          zoomable
          actions={<GranularityPicker key="granularity" current={range.granularity} spanMs={spanMs} />}
          empty={<NothingFits filtered={search.filtered} />}
        />
        <FreshNote asOf={view.asOf} newestBucket={view.newestBucket} timeZone={range.zone} />
      </CardContent>
    </Card>
  );
}

function NothingFits({ filtered }: { filtered: boolean }) {
  if (!filtered) return <span>No calls in this time. Choose a longer one.</span>;
  return (
    <span className="grid justify-items-center gap-2">
      <span>No calls fit these filters in this time.</span>
      <ClearFilters names={FILTERS} label="Clear filters" />
    </span>
  );
}
