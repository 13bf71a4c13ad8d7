import type { Metadata } from "next";
import { Suspense } from "react";
import { ExplainLink } from "#components/insight/explain-link.tsx";
import { ExplainPanel } from "#components/insight/explain-panel.tsx";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { ShareButton } from "#components/reports/share-button.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Explorer } from "#components/usage/explorer.ts";
import type { TopAct } from "#components/usage/filter-panel.tsx";
import { NeverUsed } from "#components/usage/never-used.tsx";
import { ChartSkeleton } from "#components/usage/skeletons.tsx";
import { UsageScreen } from "#components/usage/usage-screen.tsx";
import { valueNames } from "#components/usage/value-names.ts";
import { earlierSearch } from "#lib/usage/explain-question.ts";
import { EXPLAINED_METRICS } from "#lib/usage/explain-schemas.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { fitChoice, fitsChoice } from "#lib/usage/usage-fit.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { webSettings } from "#lib/web/deps.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { viewsOf } from "../views/views-of.ts";
import { usageTopAction } from "./actions.ts";
import { usageReads } from "./reads.ts";
import { createReportAction } from "./reports/actions.ts";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const { tenant } = await props.params;
  const viewer = await viewerIn({ tenant });
  const zone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const search = await props.searchParams;
  const now = new Date();
  const { question, metric, group, compare, ...rest } = explorerSearch(search, zone, now);
  const reads = usageReads(tenant);
  const { newestBucket } = await reads.totals({ range: "15m" });
  const description = "Every call with your keys, admitted or refused.";
  if (newestBucket === null)
    return (
      <Page>
        <PageHeader title="Usage" description={description} />
        <NeverUsed
          snippets={firstCallSnippets(webSettings().publicUrl, "YOUR_KEY")}
          action={<ButtonLink href={`/t/${tenant}/keys?create=true`}>Create a key</ButtonLink>}
        />
      </Page>
    );
  const explorer: Explorer = {
    address: { path: `/t/${tenant}/usage`, search },
    question,
    metric,
    group,
    platform: false,
    fit: (choice, keep) => fitChoice(choice, keep, now),
    fits: (choice) => fitsChoice(choice, now),
    logsPath: `/t/${tenant}/logs`,
    newRulePath: viewer.permissions.includes("alerts:write") ? `/t/${tenant}/alerts/new` : undefined,
  };
  const [names, meters, views] = await Promise.all([
    valueNames(reads, question),
    reads.meters(),
    viewsOf("usage", { tenant }),
  ]);
  const explained = EXPLAINED_METRICS.includes(metric);
  const shown = { question, metric, compare };
  const earlier = earlierSearch(search, shown, now);
  return (
    <Page>
      <UsageScreen
        description={description}
        explorer={explorer}
        compare={compare}
        filtered={rest.filtered}
        shortened={rest.shortened}
        place={{ tenant }}
        reads={reads}
        top={usageTopAction as TopAct}
        names={names}
        meters={meters.items}
        views={views}
        workspaceZone={zone}
        downloadHref={`/t/${tenant}/usage/download`}
        actions={
          <>
            {explained ? <ExplainLink address={explorer.address} /> : null}
            {viewer.permissions.includes("settings:write") ? (
              <ShareButton
                place={{ tenant }}
                create={createReportAction}
                listHref={`/t/${tenant}/usage/reports`}
              />
            ) : null}
          </>
        }
        explanation={
          explained && search.explain ? (
            <Suspense fallback={<ChartSkeleton heightClass="h-40" />}>
              <ExplainPanel
                load={reads.explain(shown, earlier)}
                downloadHref={`/t/${tenant}/usage/download`}
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
