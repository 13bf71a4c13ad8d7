import type { Metadata } from "next";
import { CallsScreen } from "#components/calls/calls-screen.tsx";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { callsSearch } from "#lib/usage/calls-search.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { webSettings } from "#lib/web/deps.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { usageReads } from "../usage/reads.ts";
import { viewsOf } from "../views/views-of.ts";
import { listCallsAction } from "./actions.ts";
import { readLog } from "./read-log.ts";

export const metadata: Metadata = { title: "Logs" };

export default async function LogsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const { tenant } = await props.params;
  const viewer = await viewerIn({ tenant });
  const zone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const search = callsSearch(await props.searchParams, zone);
  const reads = usageReads(tenant);
  const keys = await reads.top({ range: "90d", by: "key", most: 50 });
  const log = await readLog(search, tenant);
  const unused = log.page.items.length === 0 && (await reads.totals({ range: "15m" })).newestBucket === null;
  return (
    <CallsScreen
      {...log}
      description="Every call with your keys as it comes, and why it was admitted or refused."
      poll={listCallsAction}
      facets={[
        { param: "key", label: "Key", options: keys.items.map(({ key, label }) => ({ value: key, label })) },
      ]}
      views={await viewsOf("logs", { tenant })}
      keysHref={`/t/${tenant}/keys`}
      downloadHref={`/t/${tenant}/logs/download`}
      workspaceZone={zone}
      firstCall={
        unused ? <CodeSnippet snippets={firstCallSnippets(webSettings().publicUrl, "YOUR_KEY")} /> : null
      }
    />
  );
}
