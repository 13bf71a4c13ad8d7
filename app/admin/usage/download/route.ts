// What the usage page shows, as a file.
import type { NextRequest } from "next/server";
import { usageFile } from "#lib/usage/usage-file.ts";
import { usageSearch } from "#lib/usage/usage-search.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads } from "../reads.ts";

export async function GET(request: NextRequest) {
  const viewer = await viewerIn("platform");
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { question, metric, group, compare } = usageSearch(asked, viewer.user.timeZone ?? "UTC", true);
  const view = await platformReads.series({ ...question, metric, groupBy: group, compare });
  return fileAnswer(usageFile(view, asked.format === "json" ? "json" : "csv"));
}
