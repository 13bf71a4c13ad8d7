// The log of everybody's calls with the page's filters, as a file: all of it.
import type { NextRequest } from "next/server";
import { callsSearch } from "#lib/usage/calls-search.ts";
import { callsFile } from "#lib/usage/export-calls.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export async function GET(request: NextRequest) {
  const viewer = await viewerIn("platform");
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { filter } = callsSearch(asked, viewer.user.timeZone ?? "UTC", { platform: true });
  const page = (cursor: string | null) => read(listAllCalls, { ...filter, cursor, limit: 200 }, "platform");
  return fileAnswer(callsFile(asked.format === "json" ? "jsonl" : "csv", await page(null), page));
}
