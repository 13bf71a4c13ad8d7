// The audit trail as a file: JSON lines, or CSV whose cells no spreadsheet takes for formulas.
import { stringify } from "csv-stringify/sync";
import type { Page } from "#lib/core/page.ts";
import type { AuditEntryView } from "./entry-view.ts";

export const AUDIT_FORMATS = ["csv", "jsonl"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

export const AUDIT_CONTENT_TYPES: Record<AuditFormat, string> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
};

const COLUMNS = [
  "seq",
  "at",
  "tenant",
  "action",
  "summary",
  "actor",
  "actorId",
  "target",
  "targetId",
  "changes",
  "ip",
  "requestId",
  "hash",
];

/**
 * The whole trail in pieces of text. `page` reads one page: a list operation with the filters of whoever asks.
 * Nothing is left out, however long it is; one page at a time is in memory.
 */
export async function* exportAudit(
  format: AuditFormat,
  page: (cursor: string | null) => Promise<Page<AuditEntryView>>,
): AsyncGenerator<string> {
  if (format === "csv") yield stringify([COLUMNS]);
  let cursor: string | null = null;
  do {
    const { items, nextCursor }: Page<AuditEntryView> = await page(cursor);
    if (format === "csv") yield stringify(items.map(toCells), { escape_formulas: true });
    else yield items.map((entry) => `${JSON.stringify(entry)}\n`).join("");
    cursor = nextCursor;
  } while (cursor);
}

function toCells(entry: AuditEntryView): (string | number | null)[] {
  return [
    entry.seq,
    entry.at,
    entry.tenant?.clientId ?? "",
    entry.action,
    entry.summary,
    entry.actor.label,
    entry.actor.id,
    entry.target?.label ?? "",
    entry.target?.id ?? "",
    entry.changes
      .map(({ field, before, after }) => `${field}: ${before ?? "—"} → ${after ?? "—"}`)
      .join("; "),
    entry.ip,
    entry.requestId,
    entry.hash,
  ];
}
