// Refused secrets with the page's filters, as a file: all of them.
import type { NextRequest } from "next/server";
import { exportUnknownKeys, UNKNOWN_KEYS_CONTENT_TYPES } from "#lib/unknown-keys/export-unknown-keys.ts";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import { unknownSearch } from "#lib/unknown-keys/unknown-search.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";

export async function GET(request: NextRequest) {
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { filter } = unknownSearch(asked);
  const format = asked.format === "json" ? "jsonl" : "csv";
  const page = (cursor: string | null) =>
    read(listAllUnknownKeys, { ...filter, cursor, limit: 200 }, "platform");
  const first = await page(null);
  const body = exportUnknownKeys(format, (cursor) => (cursor ? page(cursor) : Promise.resolve(first)));
  return fileAnswer({
    name: `unknown-keys.${format}`,
    contentType: UNKNOWN_KEYS_CONTENT_TYPES[format],
    body,
  });
}
