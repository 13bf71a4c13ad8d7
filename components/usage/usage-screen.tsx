// The usage page of both areas: toolbar, totals, chart, and the largest of each kind. Every panel comes by itself.
import type { ReactNode } from "react";
import { Suspense } from "react";
import { PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import type { Facet } from "#components/table/facet-filter.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { ModelsPanel } from "#components/usage/models-panel.tsx";
import { SeriesPanel } from "#components/usage/series-panel.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { TimeControls } from "#components/usage/time-controls.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { TotalsPanel } from "#components/usage/totals-panel.tsx";
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { UsageToolbar } from "#components/usage/usage-toolbar.tsx";
import { METRIC_LABELS } from "#components/usage/words.ts";
import type { Group } from "#lib/usage/schemas.ts";
import type { UsageSearch } from "#lib/usage/usage-search.ts";

export interface Ranking {
  by: Group;
  title: string;
  param: string;
  fixed?: readonly string[];
}

export interface UsageScreenProps {
  description: string;
  search: UsageSearch;
  reads: UsageReads;
  groups: readonly Group[];
  facets: Facet[];
  rankings: Ranking[];
  workspaceZone: string;
  downloadHref: string;
}

export function UsageScreen(props: UsageScreenProps) {
  const { search, reads, rankings } = props;
  const { question, metric, group, compare } = search;
  const versus = compare === "none" ? "previous" : compare;
  const series = reads.series({ ...question, metric, groupBy: group, compare });
  const trend =
    group === "outcome" && metric === "calls" ? series : reads.series({ ...question, groupBy: "outcome" });
  return (
    <PendingArea>
      <PageHeader title="Usage" description={props.description} actions={<TimeControls {...props} />} />
      <UsageToolbar {...props} />
      <Suspense fallback={<TilesSkeleton />}>
        <TotalsPanel load={reads.totals({ ...question, compare: versus })} trend={trend} compare={versus} />
      </Suspense>
      <Suspense fallback={<ChartSkeleton />}>
        <SeriesPanel load={series} search={search} />
      </Suspense>
      <div className="grid gap-5 lg:grid-cols-2">
        {rankings.map((ranking) => (
          <RankingCard key={ranking.by} title={`${ranking.title} by ${METRIC_LABELS[metric].toLowerCase()}`}>
            <TopPanel
              load={reads.top({ ...question, metric, by: ranking.by })}
              label={ranking.title}
              param={ranking.param}
              fixed={ranking.fixed}
            />
          </RankingCard>
        ))}
      </div>
      <Suspense fallback={null}>
        <ModelsPanel load={reads.models(question)} />
      </Suspense>
    </PendingArea>
  );
}

function RankingCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader title={title} />
      <CardContent>
        <Suspense fallback={<ListSkeleton />}>{children}</Suspense>
      </CardContent>
    </Card>
  );
}
