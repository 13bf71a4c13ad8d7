import { and, eq } from "drizzle-orm";
import { reportLinks } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";
import { ReportTarget } from "./schemas.ts";
import { type ReportView, toReportView } from "./view.ts";

/** Ends a link for good. It then answers like one that never was. */
export const revokeReport = command({
  name: "report.revoke",
  on: "tenant",
  can: "settings:write",
  input: ReportTarget,
  async run({ tx, now, tenantId, audit, unchanged }, { reportId }): Promise<ReportView> {
    if (!isId("rep", reportId)) throw notFound("report");
    const its = and(eq(reportLinks.tenantId, tenantId), eq(reportLinks.id, reportId));
    const [row] = await tx.select().from(reportLinks).where(its).for("update");
    if (!row) throw notFound("report");
    const before = toReportView(row, now);
    if (row.revokedAt) {
      unchanged();
      return before;
    }
    await tx.update(reportLinks).set({ revokedAt: now }).where(its);
    const after = toReportView({ ...row, revokedAt: now }, now);
    audit({ target: { type: "report", id: row.id, label: row.title }, before, after });
    return after;
  },
});
