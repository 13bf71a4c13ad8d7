// What the usage page shows, as a file.
import type { NextRequest } from "next/server";
import { answerDownload } from "#app/t/[tenant]/usage/answer-download.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads } from "../reads.ts";

export async function GET(request: NextRequest) {
  const viewer = await viewerIn("platform");
  const params = request.nextUrl.searchParams;
  const zone = viewer.user.timeZone ?? "UTC";
  const shown = explorerSearch(Object.fromEntries(params), zone, new Date(), true);
  return answerDownload(platformReads, shown, params);
}
