// What the usage page shows, as a file.
import type { NextRequest } from "next/server";
import { explorerSearch } from "#lib/usage/explorer-search.ts";
import { usageFile } from "#lib/usage/usage-file.ts";

import { fileAnswer } from "#lib/web/file-answer.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { usageReads } from "../reads.ts";

export async function GET(request: NextRequest, context: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await context.params;
  const viewer = await viewerIn({ tenant });
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const zone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const { question, metric, group, compare } = explorerSearch(asked, zone, new Date());
  const view = await usageReads(tenant).series({ ...question, metric, groupBy: group, compare });
  return fileAnswer(usageFile(view, asked.format === "json" ? "json" : "csv"));
}
