import type { Metadata } from "next";
import { Suspense } from "react";
import { LinkGone } from "#components/auth/link-gone.tsx";
import { ReportFrame } from "#components/reports/report-frame.tsx";
import { ReportChart, ReportRanking } from "#components/reports/report-panels.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { TotalsPanel } from "#components/usage/totals-panel.tsx";
import { METRIC_LABELS, whenWords } from "#components/usage/words.ts";
import { namelessViews } from "#lib/reports/nameless.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { readReport } from "#lib/web/read-report.ts";

export const metadata: Metadata = {
  title: "Report",
  robots: { index: false, follow: false, noarchive: true },
};

type SeriesInput = Parameters<typeof usageSeries.execute>[2];
type TopInput = Parameters<typeof usageTop.execute>[2];

export default async function ReportPage({ params }: { params: Promise<{ token: string }> }) {
  const report = await readReport((await params).token);
  if (!report)
    return (
      <LinkGone
        text="The report has run out or is no longer shared. Ask whoever sent you the link for a new one."
        href="/sign-in"
        action="Go to the sign-in"
      />
    );
  const { question, metric, group, compare } = report.search;
  const nameless = namelessViews(report.namesKeys);
  const versus = compare === "none" ? "previous" : compare;
  // The largest keys first, so that Key 1 is the largest.
  const top = (by: "key" | "outcome") =>
    report.read(usageTop, { ...question, metric, by } as TopInput).then(nameless.top);
  const keys = await top("key");
  const series = report
    .read(usageSeries, { ...question, metric, groupBy: group, compare } as SeriesInput)
    .then(nameless.series);
  const title = (noun: string) => `${noun} by ${METRIC_LABELS[metric].toLowerCase()}`;
  return (
    <ReportFrame {...report} when={whenWords(keys.range)} timeZone={keys.range.zone}>
      <PendingArea>
        <Suspense fallback={<TilesSkeleton />}>
          <TotalsPanel load={report.read(usageTotals, { ...question, compare: versus })} compare={versus} />
        </Suspense>
        <Suspense fallback={<ChartSkeleton />}>
          <ReportChart load={series} compare={compare} />
        </Suspense>
        <div className="grid gap-5 lg:grid-cols-2">
          <ReportRanking title={title("Keys")}>
            <TopPanel load={Promise.resolve(keys)} label="Keys" />
          </ReportRanking>
          <ReportRanking title={title("Answers")}>
            <Suspense fallback={<ListSkeleton />}>
              <TopPanel load={top("outcome")} label="Answers" />
            </Suspense>
          </ReportRanking>
        </div>
      </PendingArea>
    </ReportFrame>
  );
}
