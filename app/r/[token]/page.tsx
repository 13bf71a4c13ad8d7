import type { Metadata } from "next";
import { LinkGone } from "#components/auth/link-gone.tsx";
import { ReportFrame } from "#components/reports/report-frame.tsx";
import { ReportChart, ReportRanking } from "#components/reports/report-panels.tsx";
import { TotalsPanel } from "#components/usage/totals-panel.tsx";
import { whenWords } from "#components/usage/words.ts";
import { namelessViews } from "#lib/reports/nameless.ts";
import type { Group } from "#lib/usage/schemas.ts";
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
  const ask = { ...question, metric };
  const top = async (by: Group) => {
    const view = await report.find(usageTop, { ...ask, by } as TopInput);
    return view && nameless.top(view);
  };
  // The largest keys first, so that Key 1 is the largest.
  const keys = await top("key");
  const series = nameless.series(
    await report.read(usageSeries, { ...ask, groupBy: group, compare } as SeriesInput),
  );
  const versus = compare === "none" ? "previous" : compare;
  const totals = await report.find(usageTotals, { ...question, compare: versus });
  const others = await Promise.all((["outcome", "resource", "model"] as const).map(top));
  return (
    <ReportFrame {...report} when={whenWords(series.range)} timeZone={series.range.zone}>
      {totals ? <TotalsPanel load={Promise.resolve(totals)} compare={versus} /> : null}
      <ReportChart view={series} compare={compare} />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
        {[keys, ...others].map((view) =>
          view?.items.length ? <ReportRanking key={view.by} view={view} /> : null,
        )}
      </div>
    </ReportFrame>
  );
}
