import type { Metadata } from "next";
import { Suspense } from "react";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { ExplainLink } from "#components/insight/explain-link.tsx";
import { ExplainPanel } from "#components/insight/explain-panel.tsx";
import { Page } from "#components/shell/page.tsx";
import type { Explorer } from "#components/usage/explorer.ts";
import { ChartSkeleton } from "#components/usage/skeletons.tsx";
import { UsageScreen } from "#components/usage/usage-screen.tsx";
import { valueNames } from "#components/usage/value-names.ts";
import { earlierSearch } from "#lib/usage/explain-question.ts";
import { EXPLAINED_METRICS } from "#lib/usage/explain-schemas.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { fitChoice, fitsChoice } from "#lib/usage/usage-fit.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformUsageTopAction } from "./actions.ts";
import { platformReads as reads } from "./reads.ts";

export const metadata: Metadata = { title: "Usage" };

export default async function PlatformUsagePage(props: { searchParams: Promise<Search> }) {
  const viewer = await viewerIn("platform");
  const zone = viewer.user.timeZone ?? "UTC";
  const search = await props.searchParams;
  const now = new Date();
  const { question, metric, group, compare, ...rest } = explorerSearch(search, zone, now, true);
  const explorer: Explorer = {
    address: { path: "/admin/usage", search },
    question,
    metric,
    group,
    platform: true,
    fit: (choice, keep) => fitChoice(choice, keep, now),
    fits: (choice) => fitsChoice(choice, now),
    logsPath: "/admin/logs",
    newRulePath: viewer.permissions.includes("alerts:write") ? "/admin/alerts/new" : undefined,
  };
  const [names, meters, views] = await Promise.all([
    valueNames(reads, question),
    reads.meters(),
    viewsOf("usage", "platform"),
  ]);
  const explained = EXPLAINED_METRICS.includes(metric);
  const shown = { question, metric, compare };
  const earlier = earlierSearch(search, shown, now);
  return (
    <Page>
      <UsageScreen
        description="Every call of every tenant, and those with unknown keys."
        explorer={explorer}
        compare={compare}
        filtered={rest.filtered}
        shortened={rest.shortened}
        place="platform"
        reads={reads}
        top={platformUsageTopAction}
        names={names}
        meters={meters.items}
        views={views}
        workspaceZone={zone}
        downloadHref="/admin/usage/download"
        actions={explained ? <ExplainLink address={explorer.address} /> : null}
        explanation={
          explained && search.explain ? (
            <Suspense fallback={<ChartSkeleton heightClass="h-40" />}>
              <ExplainPanel
                load={reads.explain(shown, earlier)}
                downloadHref="/admin/usage/download"
                address={explorer.address}
                earlier={earlier}
              />
            </Suspense>
          ) : null
        }
      />
    </Page>
  );
}
