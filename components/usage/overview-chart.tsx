// Calls by outcome, as the overviews of both areas show them.
import Link from "next/link";
import { Fragment } from "react";
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { LazyCardExport } from "#components/table/lazy-card-export.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { AlertLink } from "#components/usage/alert-link.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import type { Explorer } from "#components/usage/explorer.ts";
import { FreshNote } from "#components/usage/fresh-note.tsx";
import { drillsOf } from "#components/usage/series-panel.tsx";
import { summaryOf } from "#components/usage/words.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

export async function OverviewChart({
  load,
  usageHref,
  explorer,
  alertHref,
  downloadHref,
  zoomable = false,
}: {
  load: Promise<UsageSeriesView>;
  usageHref: string;
  /** Where a press on an outcome leads. */
  explorer?: Explorer;
  /** Where a rule on it is made. */
  alertHref?: string | null;
  /** Where it is to be had as a file. */
  downloadHref: string;
  /** Whether the page shows the range of its address. */
  zoomable?: boolean;
}) {
  const view = await load;
  return (
    <Card>
      <CardContent className="grid gap-3">
        <TimeSeriesChart
          title="Calls by outcome"
          summary={summaryOf(view)}
          data={chartData(view)}
          height={240}
          zoomable={zoomable}
          drill={explorer && drillsOf(view, explorer)}
          actions={
            <Fragment key="actions">
              <AlertLink href={alertHref} />
              <LazyCardExport what="calls by outcome" href={downloadHref} />
              <Link href={usageHref} className="px-1.5 font-medium text-primary text-xs hover:underline">
                Explore usage
              </Link>
            </Fragment>
          }
          empty="No calls in this time."
        />
        <FreshNote asOf={view.asOf} newestBucket={view.newestBucket} timeZone={view.range.zone} />
      </CardContent>
    </Card>
  );
}
