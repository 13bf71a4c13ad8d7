// What the usage page shows, as a file.
import type { NextRequest } from "next/server";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { usageFile } from "#lib/usage/usage-file.ts";

import { fileAnswer } from "#lib/web/file-answer.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads } from "../reads.ts";

export async function GET(request: NextRequest) {
  const viewer = await viewerIn("platform");
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const zone = viewer.user.timeZone ?? "UTC";
  const { question, metric, group, compare } = explorerSearch(asked, zone, new Date(), true);
  const view = await platformReads.series({ ...question, metric, groupBy: group, compare });
  return fileAnswer(usageFile(view, asked.format === "json" ? "json" : "csv"));
}
