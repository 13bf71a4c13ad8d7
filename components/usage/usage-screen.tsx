// The usage page of both areas: what is asked above, the answer below. Every panel comes by itself.
import type { ReactNode } from "react";
import { Suspense } from "react";
import { newExportHref } from "#components/exports/export-href.ts";
import { PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { LazyCardExport } from "#components/table/lazy-card-export.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { alertHref } from "#components/usage/alert-href.ts";
import { DIMENSIONS, type DimensionName } from "#components/usage/dimensions.ts";
import { drillHref, type Explorer, isAboutModels } from "#components/usage/explorer.ts";
import { FilterChips } from "#components/usage/filter-chips.tsx";
import type { TopAct } from "#components/usage/filter-panel.tsx";
import { HeatMapPanel } from "#components/usage/heat-map-panel.tsx";
import { MetricTiles } from "#components/usage/metric-tiles.tsx";
import { ModelsPanel } from "#components/usage/models-panel.tsx";
import {
  heatMapQuestion,
  modelQuestion,
  percentileQuestion,
  rankingQuestion,
  versus,
} from "#components/usage/panel-questions.ts";
import { PercentilesPanel } from "#components/usage/percentiles-panel.tsx";
import { RankingPanel } from "#components/usage/ranking-panel.tsx";
import { SeriesPanel } from "#components/usage/series-panel.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { UsageToolbar } from "#components/usage/usage-toolbar.tsx";
import type { ValueNames } from "#components/usage/value-names.ts";
import { measureLabel } from "#components/usage/words.ts";
import type { ScreenViews } from "#components/views/screen-views.ts";
import { ViewsMenu } from "#components/views/views-menu.tsx";
import { ViewsStrip } from "#components/views/views-strip.tsx";
import type { Metric } from "#lib/usage/metric.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { Place } from "#lib/web/place.ts";

export interface UsageScreenProps {
  description: string;
  explorer: Explorer;
  compare: Comparison;
  filtered: boolean;
  /** Whether a week is shown instead of a range that was too long for the filters. */
  shortened: boolean;
  place: Place;
  reads: UsageReads;
  top: TopAct;
  names: ValueNames;
  meters: string[];
  views: ScreenViews;
  workspaceZone: string;
  downloadHref: string;
  /** More buttons beside the title: share, explain. */
  actions?: ReactNode;
  /** Under the chart: what made it change. */
  explanation?: ReactNode;
}

export function UsageScreen(props: UsageScreenProps) {
  const { explorer, views, compare, reads } = props;
  const { address, question, metric, group } = explorer;
  const series = reads.series({ ...question, metric, groupBy: group, compare });
  return (
    <PendingArea>
      <PageHeader title="Usage" description={props.description} actions={<HeaderActions {...props} />} />
      <ViewsStrip address={address} views={views.views} />
      <div className="grid gap-2.5">
        <UsageToolbar {...props} />
        <FilterChips explorer={explorer} names={props.names} />
        {props.shortened ? (
          <p role="status" className="text-muted-foreground text-xs">
            Resources together with keys or outcomes are counted call by call, so the last 7 days are shown.
          </p>
        ) : null}
      </div>
      <Suspense fallback={<TilesSkeleton />}>
        <MetricTiles explorer={explorer} compare={versus(compare)} load={tileLoads(props)} />
      </Suspense>
      <Suspense fallback={<ChartSkeleton />}>
        <SeriesPanel load={series} explorer={explorer} compare={compare} filtered={props.filtered} />
      </Suspense>
      {props.explanation}
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2 lg:[&>*:last-child:nth-child(odd)]:col-span-2">
        <Rankings {...props} />
        <WhenAndHowFast {...props} />
      </div>
      <Suspense fallback={null}>
        <ModelsPanel
          load={reads.models(modelQuestion(explorer))}
          hrefOf={(model) => drillHref(explorer, "model", model)}
          actions={<LazyCardExport what="language models" href={`${props.downloadHref}?part=models`} />}
        />
      </Suspense>
    </PendingArea>
  );
}

function HeaderActions({ views, place, actions, downloadHref }: UsageScreenProps) {
  return (
    <>
      <ViewsMenu {...views} />
      {actions}
      <ExportMenu href={downloadHref} largeHref={newExportHref(place, "usage")} />
    </>
  );
}

const TILES: readonly Metric[] = ["calls", "refusals", "p95", "tokens", "cost"];

/** One question for each tile; those that cannot be answered under these filters are left out. */
function tileLoads({ explorer, reads, compare }: UsageScreenProps) {
  const { question, fits } = explorer;
  const metrics = TILES.map((metric) =>
    metric === "p95" && !fits({ question: { ...question, metric }, group: "none" }) ? "latency" : metric,
  );
  return metrics
    .filter((metric) => fits({ question: { ...question, metric }, group: "none" }))
    .map((metric) =>
      reads.series({ ...question, metric, meter: undefined, groupBy: "none", compare: versus(compare) }),
    );
}

const OF_CALLS: readonly DimensionName[] = ["tenant", "key", "resource", "scope", "outcome"];
const OF_MODELS: readonly DimensionName[] = ["tenant", "key", "model", "provider", "payer"];

function Rankings({ explorer, reads, compare, downloadHref }: UsageScreenProps) {
  const { question, metric, group, platform, fits } = explorer;
  const usual = isAboutModels(explorer) ? OF_MODELS : OF_CALLS;
  const wanted = group === "none" || usual.includes(group) ? usual : [group, ...usual];
  const shown = wanted
    .filter((by) => (platform || by !== "tenant") && fits({ question: { ...question, metric }, group: by }))
    .toSorted((a, b) => Number(b === group) - Number(a === group));
  return (
    <>
      {shown.map((by) => (
        <Card key={by}>
          <CardHeader
            title={DIMENSIONS[by].many}
            description={`By ${measureLabel({ metric, meter: question.meter }).toLowerCase()}`}
            actions={
              <LazyCardExport what={DIMENSIONS[by].many} href={`${downloadHref}?part=ranking&by=${by}`} />
            }
          />
          <CardContent>
            <Suspense fallback={<ListSkeleton />}>
              <RankingPanel
                load={reads.top(rankingQuestion(explorer, by, compare))}
                by={by}
                explorer={explorer}
              />
            </Suspense>
          </CardContent>
        </Card>
      ))}
    </>
  );
}

/** Each where it can be told under the filters of the page. */
function WhenAndHowFast({ explorer, reads, downloadHref }: UsageScreenProps) {
  const { question, fits } = explorer;
  const hours = heatMapQuestion(explorer);
  const isPercentileKept = fits({ question: { ...question, metric: "p95" }, group: "none" });
  return (
    <>
      {hours ? (
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <HeatMapPanel
            load={reads.heatMap(hours)}
            actions={<LazyCardExport what="hours of the week" href={`${downloadHref}?part=heat-map`} />}
          />
        </Suspense>
      ) : null}
      {isPercentileKept ? (
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <PercentilesPanel
            load={reads.percentiles(percentileQuestion(explorer))}
            alertHref={alertHref(explorer.newRulePath, { ...question, metric: "p95" })}
            actions={<LazyCardExport what="times to decide" href={`${downloadHref}?part=percentiles`} />}
          />
        </Suspense>
      ) : null}
    </>
  );
}
