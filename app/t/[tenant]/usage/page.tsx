import type { Metadata } from "next";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Explorer } from "#components/usage/explorer.ts";
import type { TopAct } from "#components/usage/filter-panel.tsx";
import { NeverUsed } from "#components/usage/never-used.tsx";
import { UsageScreen } from "#components/usage/usage-screen.tsx";
import { valueNames } from "#components/usage/value-names.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { fitChoice, fitsChoice } from "#lib/usage/usage-fit.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { webSettings } from "#lib/web/deps.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { createViewAction, removeViewAction, updateViewAction, usageTopAction } from "./actions.ts";
import { usageReads } from "./reads.ts";

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
  };
  const [names, meters, views] = await Promise.all([
    valueNames(reads, question),
    reads.meters(),
    reads.views(),
  ]);
  const mayShare = viewer.permissions.some((permission) => permission.startsWith("keys:write"));
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
        viewActions={{ create: createViewAction, update: updateViewAction, remove: removeViewAction }}
        mayShare={mayShare}
        workspaceZone={zone}
        downloadHref={`/t/${tenant}/usage/download`}
      />
    </Page>
  );
}
