import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import type { Explorer } from "#components/usage/explorer.ts";
import { UsageScreen } from "#components/usage/usage-screen.tsx";
import { valueNames } from "#components/usage/value-names.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { fitChoice, fitsChoice } from "#lib/usage/usage-fit.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import {
  createViewOfPlatformAction,
  platformUsageTopAction,
  removeViewOfPlatformAction,
  updateViewOfPlatformAction,
} from "./actions.ts";
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
  };
  const [names, meters, views] = await Promise.all([
    valueNames(reads, question),
    reads.meters(),
    reads.views(),
  ]);
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
        viewActions={{
          create: createViewOfPlatformAction,
          update: updateViewOfPlatformAction,
          remove: removeViewOfPlatformAction,
        }}
        maySave={viewer.permissions.includes("keys:write_own")}
        workspaceZone={zone}
        downloadHref="/admin/usage/download"
      />
    </Page>
  );
}
