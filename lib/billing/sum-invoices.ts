import { sql } from "drizzle-orm";
import { invoices } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { Nothing } from "./schemas.ts";

export interface InvoiceSum {
  count: number;
  /** What is or was left to pay. */
  micros: number;
}

export type InvoiceSums = Record<"draft" | "open" | "overdue" | "paidLately", InvoiceSum>;

const LATELY_DAYS = 30;

/** How many invoices wait in each state, and what they come to; of those that are paid, the last 30 days. */
export const sumInvoices = query({
  name: "invoice.sum",
  on: "platform",
  can: "billing:read",
  input: Nothing,
  async run({ tx, now }): Promise<InvoiceSums> {
    const at = sql.param(now, invoices.dueAt);
    const since = sql.param(new Date(now.getTime() - LATELY_DAYS * DAY_MS), invoices.paidAt);
    const state = sql<keyof InvoiceSums>`case when ${invoices.state} = 'paid' then 'paidLately'
      when ${invoices.state} = 'open' and ${invoices.dueAt} < ${at} then 'overdue' else ${invoices.state} end`;
    const rows = await tx
      .select({
        state,
        count: sql<number>`count(*)::int`,
        micros: sql<number>`sum(${invoices.totalMicros} - ${invoices.creditMicros})::bigint`.mapWith(Number),
      })
      .from(invoices)
      .where(
        sql`${invoices.state} in ('draft', 'open') or (${invoices.state} = 'paid' and ${invoices.paidAt} >= ${since})`,
      )
      .groupBy(sql`1`);
    const of = (name: keyof InvoiceSums): InvoiceSum => {
      const { count = 0, micros = 0 } = rows.find((row) => row.state === name) ?? {};
      return { count, micros };
    };
    return { draft: of("draft"), open: of("open"), overdue: of("overdue"), paidLately: of("paidLately") };
  },
});
