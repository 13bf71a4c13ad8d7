import { and, desc, eq, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { reportLinks } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { ListReports } from "./schemas.ts";
import { type ReportView, toReportView } from "./view.ts";

/** The tenant's links to reports, newest first, those that have ended too. */
export const listReports = query({
  name: "report.list",
  on: "tenant",
  can: "settings:write",
  input: ListReports,
  async run({ tx, now, tenantId }, { cursor, limit }): Promise<Page<ReportView>> {
    const after = decodeCursor(cursor, (text) => isId("rep", text));
    const rows = await tx
      .select()
      .from(reportLinks)
      .where(
        and(
          eq(reportLinks.tenantId, tenantId),
          after
            ? sql`(${reportLinks.createdAt}, ${reportLinks.id}) <
              (${after.at.toISOString()}::timestamptz, ${uuidOf("rep", after.id)}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(reportLinks.createdAt), desc(reportLinks.id))
      .limit(limit + 1);
    return cutPage(
      rows,
      limit,
      ({ createdAt, id }) => ({ at: createdAt, id }),
      (row) => toReportView(row, now),
    );
  },
});
