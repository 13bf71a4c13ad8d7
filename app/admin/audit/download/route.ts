// The audit trail with the page's filters, as a file: all of it, however long.
import type { NextRequest } from "next/server";
import { auditSearch } from "#lib/audit/audit-search.ts";
import { AUDIT_CONTENT_TYPES, exportAudit } from "#lib/audit/export-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export async function GET(request: NextRequest) {
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { user } = await viewerIn("platform");
  const { filter } = auditSearch(asked, user.timeZone ?? "UTC");
  const format = asked.format === "json" ? "jsonl" : "csv";
  const page = (cursor: string | null) =>
    read(listPlatformAudit, { ...filter, cursor, limit: 200 }, "platform");
  const first = await page(null);
  const body = exportAudit(format, (cursor) => (cursor ? page(cursor) : Promise.resolve(first)));
  return fileAnswer({ name: `audit.${format}`, contentType: AUDIT_CONTENT_TYPES[format], body });
}
