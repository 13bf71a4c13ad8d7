// What the usage page shows, as a file.
import type { NextRequest } from "next/server";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { answerDownload } from "../answer-download.ts";
import { usageReads } from "../reads.ts";

export async function GET(request: NextRequest, context: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await context.params;
  const viewer = await viewerIn({ tenant });
  const params = request.nextUrl.searchParams;
  const zone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const shown = explorerSearch(Object.fromEntries(params), zone, new Date());
  return answerDownload(usageReads(tenant), shown, params);
}
