// The log with the page's filters, as a file: all of it.
import type { NextRequest } from "next/server";
import { callsSearch } from "#lib/usage/calls-search.ts";
import { callsFile } from "#lib/usage/export-calls.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export async function GET(request: NextRequest, context: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await context.params;
  const place = { tenant };
  const viewer = await viewerIn(place);
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { filter } = callsSearch(asked, viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC");
  const page = (cursor: string | null) => read(listCalls, { ...filter, cursor, limit: 200 }, place);
  return fileAnswer(callsFile(asked.format === "json" ? "jsonl" : "csv", await page(null), page));
}
