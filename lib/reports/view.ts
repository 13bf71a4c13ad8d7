// A link to a report as those see it who made it. What stands in the link is shown once, when it is made.
import { z } from "zod";
import type { reportLinks } from "#db/schema/index.ts";

export type ReportRow = typeof reportLinks.$inferSelect;

const time = z.iso.datetime();

export const ReportView = z.strictObject({
  id: z.string().describe("Begins with rep_."),
  title: z.string(),
  search: z.string().describe("The parameters of the usage page that it shows."),
  namesKeys: z.boolean(),
  status: z.enum(["active", "expired", "revoked"]),
  createdAt: time,
  createdBy: z.string(),
  expiresAt: time,
  revokedAt: time.nullable(),
  lastOpenedAt: time.nullable(),
  timesOpened: z.int(),
});
export type ReportView = z.infer<typeof ReportView>;

export const ReportWithLink = ReportView.extend({ url: z.string().describe("Shown this once.") });
export type ReportWithLink = z.infer<typeof ReportWithLink>;

export function toReportView(row: ReportRow, now: Date): ReportView {
  return {
    id: row.id,
    title: row.title,
    search: row.search,
    namesKeys: row.namesKeys,
    status: row.revokedAt ? "revoked" : row.expiresAt <= now ? "expired" : "active",
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByLabel,
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
    timesOpened: row.timesOpened,
  };
}
