// A log of calls as a file, a line for each: JSON lines, or CSV whose cells no spreadsheet takes for formulas.
import { stringify } from "csv-stringify/sync";
import type { Page } from "#lib/core/page.ts";
import type { CallView } from "./call-view.ts";

export interface CallsFile {
  name: string;
  contentType: string;
  body: AsyncGenerator<string>;
}

const COLUMNS = [
  ...["at", "id", "outcome", "environment", "keyId", "keyName", "tenant", "resource", "ip", "userAgent"],
  ...["tags", "requests", "units", "latencyMicros", "requestId", "scopes"],
];

/** All that fits, however much. `page` reads one page with the filters of whoever asks. */
export function callsFile(
  format: "csv" | "jsonl",
  first: Page<CallView>,
  page: (cursor: string) => Promise<Page<CallView>>,
): CallsFile {
  const contentType = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
  return { name: `calls.${format}`, contentType, body: linesOf(format, first, page) };
}

async function* linesOf(
  format: "csv" | "jsonl",
  first: Page<CallView>,
  page: (cursor: string) => Promise<Page<CallView>>,
): AsyncGenerator<string> {
  if (format === "csv") yield stringify([COLUMNS]);
  let { items, nextCursor } = first;
  for (;;) {
    if (format === "csv") yield stringify(items.map(toCells), { escape_formulas: true });
    else yield items.map((item) => `${JSON.stringify(item)}\n`).join("");
    if (!nextCursor) return;
    ({ items, nextCursor } = await page(nextCursor));
  }
}

function toCells(call: CallView): (string | number | null)[] {
  const units = Object.entries(call.units).map(([meter, amount]) => `${meter}:${amount}`);
  return [
    ...[call.at, call.id, call.outcome, call.environment],
    ...[call.key?.id ?? null, call.key?.name ?? null, call.key?.clientId ?? null],
    ...[call.resource, call.ip, call.userAgent, call.tags.join(" "), call.cost, units.join(" ")],
    ...[call.latencyMicros, call.requestId, call.scopes.join(" ")],
  ];
}
