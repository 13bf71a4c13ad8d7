// The audit trail with the page's filters, as a file: all of it, however long.
import type { NextRequest } from "next/server";
import { auditSearch } from "#lib/audit/audit-search.ts";
import { AUDIT_CONTENT_TYPES, exportAudit } from "#lib/audit/export-audit.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export async function GET(request: NextRequest, context: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await context.params;
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const viewer = await viewerIn({ tenant });
  const { filter } = auditSearch(asked, viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC");
  const format = asked.format === "json" ? "jsonl" : "csv";
  const page = (cursor: string | null) => read(listAudit, { ...filter, cursor, limit: 200 }, { tenant });
  const first = await page(null);
  const body = exportAudit(format, (cursor) => (cursor ? page(cursor) : Promise.resolve(first)));
  return fileAnswer({ name: `audit-${tenant}.${format}`, contentType: AUDIT_CONTENT_TYPES[format], body });
}
