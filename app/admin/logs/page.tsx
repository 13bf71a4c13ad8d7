import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { CallsScreen } from "#components/calls/calls-screen.tsx";
import type { Facet } from "#components/table/facet-filter.tsx";
import { callsSearch } from "#lib/usage/calls-search.ts";
import { findAnyCall } from "#lib/usage/find-any-call.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import type { Search } from "#lib/usage/usage-search.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads } from "../usage/reads.ts";
import { listAllCallsAction } from "./actions.ts";

export const metadata: Metadata = { title: "Logs" };

export default async function PlatformLogsPage(props: { searchParams: Promise<Search> }) {
  const viewer = await viewerIn("platform");
  const zone = viewer.user.timeZone ?? "UTC";
  const asked = callsSearch(await props.searchParams, zone, { platform: true });
  const { filter, cursor, open } = asked;
  const page = await read(listAllCalls, { ...filter, cursor }, "platform");
  return (
    <CallsScreen
      description="Every call of every tenant as it comes, those with unknown keys too."
      place="platform"
      poll={listAllCallsAction}
      filter={filter}
      filtered={asked.filtered}
      page={page}
      live={!cursor && filter.range !== "custom"}
      opened={open && (await read(findAnyCall, open, "platform"))}
      facets={[await facetOf("tenant"), await facetOf("key")]}
      views={await viewsOf("logs", "platform")}
      keysHref="/admin/keys"
      downloadHref="/admin/logs/download"
      showTenant
      timeZone={filter.zone ?? zone}
      workspaceZone={zone}
      now={new Date().toISOString()}
    />
  );
}

/** The busiest. */
async function facetOf(by: "tenant" | "key"): Promise<Facet> {
  const { items } = await platformReads.top({ range: "90d", by, most: 50 });
  const options = items.map(({ key, label, detail }) => ({
    value: key,
    label: by === "key" && detail ? `${label} · ${detail}` : label,
  }));
  return { param: by, label: by === "key" ? "Key" : "Tenant", options };
}
