// How long decisions took, as three lines: half of the calls, 95 and 99 of a hundred were faster.
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { AlertLink } from "#components/usage/alert-link.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { whenWords } from "#components/usage/words.ts";
import { formatDuration } from "#lib/shared/format.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

/** The same question thrice: p50, p95 and p99, all together. */
export type PercentileLoads = [Promise<UsageSeriesView>, Promise<UsageSeriesView>, Promise<UsageSeriesView>];

const LINES = [
  { label: "p50", color: 1 },
  { label: "p95", color: 2 },
  { label: "p99", color: "danger" },
] as const;

interface PercentilesPanelProps {
  load: PercentileLoads;
  /** Where a rule on it is made. */
  alertHref?: string | null;
}

export async function PercentilesPanel({ load, alertHref }: PercentilesPanelProps) {
  const views = await Promise.all(load);
  const [first] = views;
  const series = LINES.map(({ label, color }, index) => ({
    key: label,
    label,
    color,
    values: chartData(views[index]!).series[0]?.values ?? [],
  }));
  return (
    <Card>
      <CardContent>
        <TimeSeriesChart
          title="Time to decide"
          summary={summaryOf(views)}
          data={{ ...chartData(first), series }}
          kind="lines"
          height={240}
          format="duration"
          actions={<AlertLink key="alert" href={alertHref} />}
          empty="No calls in this time."
        />
      </CardContent>
    </Card>
  );
}

function summaryOf(views: UsageSeriesView[]): string {
  const [half, most, nearlyAll] = views.map(({ totals }) => totals.total);
  const when = whenWords(views[0]!.range);
  if (half == null || most == null || nearlyAll == null) return `No calls ${when}.`;
  const words = (micros: number) => formatDuration(micros / 1_000);
  return `Half of the calls took ${words(half)} or less ${when}, 95% ${words(most)}, 99% ${words(nearlyAll)}.`;
}
