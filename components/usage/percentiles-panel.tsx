// How long decisions took, as three lines: half of the calls, 95 and 99 of a hundred were faster.
import type { ReactNode } from "react";
import type { ChartColor } from "#components/chart/series.ts";
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { AlertLink } from "#components/usage/alert-link.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { whenWords } from "#components/usage/words.ts";
import { formatDuration } from "#lib/shared/format.ts";
import type { PercentilesView } from "#lib/usage/percentiles.ts";

const COLORS: Record<string, ChartColor> = { p50: 1, p95: 2, p99: "danger" };

interface PercentilesPanelProps {
  load: Promise<PercentilesView>;
  /** Where a rule on it is made. */
  alertHref?: string | null;
  actions?: ReactNode;
}

export async function PercentilesPanel({ load, alertHref, actions }: PercentilesPanelProps) {
  const view = await load;
  const data = chartData({ ...view, groupBy: "none" });
  const series = data.series.map((line) => ({ ...line, color: COLORS[line.key] }));
  return (
    <Card>
      <CardContent>
        <TimeSeriesChart
          title="Time to decide"
          summary={summaryOf(view)}
          data={{ ...data, series }}
          kind="lines"
          height={240}
          format="duration"
          actions={
            <>
              <AlertLink key="alert" href={alertHref} />
              {actions}
            </>
          }
          empty="No calls in this time."
        />
      </CardContent>
    </Card>
  );
}

function summaryOf({ series, range }: PercentilesView): string {
  const [half, most, nearlyAll] = series.map(({ total }) => total);
  const when = whenWords(range);
  if (half == null || most == null || nearlyAll == null) return `No calls ${when}.`;
  const words = (micros: number) => formatDuration(micros / 1_000);
  return `Half of the calls took ${words(half)} or less ${when}, 95% ${words(most)}, 99% ${words(nearlyAll)}.`;
}
