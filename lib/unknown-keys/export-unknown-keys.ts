// Refused secrets as a file, a line for each: JSON lines, or CSV whose cells no spreadsheet takes for formulas.
import { stringify } from "csv-stringify/sync";
import type { Page } from "#lib/core/page.ts";
import type { UnknownKeyView } from "./view.ts";

export type UnknownKeysFormat = "csv" | "jsonl";

export const UNKNOWN_KEYS_CONTENT_TYPES: Record<UnknownKeysFormat, string> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
};

const COLUMNS = [
  ...["class", "fingerprint", "network", "form", "length", "refusals", "firstAt", "lastAt"],
  ...["addresses", "latestAddress", "userAgents", "latestUserAgent", "keyId", "keyName", "tenant"],
];

/** The whole list in pieces of text. `page` reads one page with the filters of whoever asks. */
export async function* exportUnknownKeys(
  format: UnknownKeysFormat,
  page: (cursor: string | null) => Promise<Page<UnknownKeyView>>,
): AsyncGenerator<string> {
  if (format === "csv") yield stringify([COLUMNS]);
  let cursor: string | null = null;
  do {
    const { items, nextCursor }: Page<UnknownKeyView> = await page(cursor);
    if (format === "csv") yield stringify(items.map(toCells), { escape_formulas: true });
    else yield items.map((item) => `${JSON.stringify(item)}\n`).join("");
    cursor = nextCursor;
  } while (cursor);
}

function toCells(view: UnknownKeyView): (string | number | null)[] {
  const [latest] = view.sources;
  return [
    ...[view.class, view.fingerprint, view.network, view.form, view.length, view.refusals],
    ...[view.firstAt, view.lastAt, view.addresses, latest?.address ?? null, view.userAgents],
    ...[latest?.userAgent ?? null, view.key?.id ?? null, view.key?.name ?? null, view.key?.clientId ?? null],
  ];
}
