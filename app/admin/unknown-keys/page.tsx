import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { UnknownScreen } from "#components/unknown-keys/unknown-screen.tsx";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import { unknownSearch } from "#lib/unknown-keys/unknown-search.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { type Search, usageSearch } from "#lib/usage/usage-search.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export const metadata: Metadata = { title: "Unknown keys" };

/** The answers to secrets that are no key, or no longer one. */
const OUTCOMES = ["MALFORMED", "NOT_FOUND", "REVOKED", "EXPIRED"] as const;

export default async function UnknownKeysPage(props: { searchParams: Promise<Search> }) {
  const search = await props.searchParams;
  const viewer = await viewerIn("platform");
  const timeZone = viewer.user.timeZone ?? "UTC";
  const { filter, cursor, filtered } = unknownSearch(search);
  const { range, from, to, granularity } = usageSearch(search, timeZone, true).question;
  const over = { range, from, to, granularity, zone: timeZone };
  const refusals = read(
    platformUsageSeries,
    { ...over, metric: "calls", groupBy: "outcome", outcome: [...OUTCOMES] },
    "platform",
  );
  const page = await read(listAllUnknownKeys, { ...filter, cursor }, "platform");
  return (
    <UnknownScreen
      {...page}
      filtered={filtered}
      refusals={refusals}
      timeZone={timeZone}
      now={new Date().toISOString()}
      downloadHref="/admin/unknown-keys/download"
      views={await viewsOf("unknown-keys", "platform")}
    />
  );
}
