// Usage over time in a card, whose series drill. Says what to do when nothing fits, and when there never was anything.
import { ScrollText } from "lucide-react";
import { GranularityPicker } from "#components/chart/granularity-picker.tsx";
import { TimeSeriesChart } from "#components/chart/time-series-chart.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { alertHref } from "#components/usage/alert-href.ts";
import { AlertLink } from "#components/usage/alert-link.tsx";
import { chartComparison, chartData, formatOf } from "#components/usage/chart-data.ts";
import { type DimensionName, FILTER_PARAMS } from "#components/usage/dimensions.ts";
import { drillHref, type Explorer, isAboutModels, logsHref } from "#components/usage/explorer.ts";
import { FreshNote } from "#components/usage/fresh-note.tsx";
import { GROUP_LABELS, measureLabel, summaryOf, versusWords } from "#components/usage/words.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

/** More bars than this have no room on a phone; a day of quarter hours has. */
const MOST_BARS = 100;

export interface SeriesPanelProps {
  load: Promise<UsageSeriesView>;
  explorer: Explorer;
  compare: Comparison;
  filtered: boolean;
}

export async function SeriesPanel({ load, explorer, compare, filtered }: SeriesPanelProps) {
  const view = await load;
  const { range, groupBy } = view;
  const grouped = groupBy === "none" ? "" : ` ${GROUP_LABELS[groupBy].toLowerCase()}`;
  const kind = view.unit === "micros" ? "lines" : view.buckets.length > MOST_BARS ? "area" : "bars";
  return (
    <Card>
      <CardContent className="grid gap-3">
        <TimeSeriesChart
          title={`${measureLabel(view)}${grouped}`}
          summary={summaryOf(view)}
          data={chartData(view)}
          kind={kind}
          height={320}
          format={formatOf(view)}
          compare={chartComparison(view, versusWords(compare, range).replace("vs ", ""))}
          zoomable
          drill={drillsOf(view, explorer)}
          actions={<Actions key="actions" view={view} explorer={explorer} />}
          empty={<NothingFits filtered={filtered} models={isAboutModels(explorer)} />}
        />
        <FreshNote
          asOf={view.asOf}
          newestBucket={view.newestBucket}
          timeZone={range.zone}
          grain={view.grain}
        />
      </CardContent>
    </Card>
  );
}

function Actions({ view, explorer }: { view: UsageSeriesView; explorer: Explorer }) {
  const { range } = view;
  const calls = logsHref(explorer);
  return (
    <>
      <AlertLink href={alertHref(explorer.newRulePath, { ...explorer.question, metric: explorer.metric })} />
      {calls ? (
        <ButtonLink href={calls} variant="ghost" size="sm" className="text-muted-foreground max-sm:hidden">
          <ScrollText /> See the calls
        </ButtonLink>
      ) : null}
      <GranularityPicker
        current={range.granularity}
        spanMs={Date.parse(range.to) - Date.parse(range.from)}
        offered={range.granularities}
      />
    </>
  );
}

/** Where each series leads. */
export function drillsOf(view: UsageSeriesView, explorer: Explorer): Record<string, string> | undefined {
  const { groupBy } = view;
  if (groupBy === "none") return undefined;
  const drills = view.series.flatMap(({ key }) => {
    const href = drillHref(explorer, groupBy as DimensionName, key);
    return href ? [[key, href]] : [];
  });
  return Object.fromEntries(drills);
}

function NothingFits({ filtered, models }: { filtered: boolean; models: boolean }) {
  if (!filtered && models) return <span>No calls to language models in this time.</span>;
  if (!filtered) return <span>No calls in this time. Choose a longer one.</span>;
  return (
    <span className="grid justify-items-center gap-2">
      <span>No calls fit these filters in this time.</span>
      <ClearFilters names={FILTER_PARAMS} label="Clear filters" />
    </span>
  );
}
