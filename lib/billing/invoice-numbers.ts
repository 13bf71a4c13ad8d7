// Numbers of invoices, without gaps: whoever takes one holds the year's row, and gives it back by not committing.
import { sql } from "drizzle-orm";
import { invoiceNumbers } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";

const FEWEST_DIGITS = 4;

/** The next of the year in UTC, such as "INV-2026-0001". */
export async function takeNumber(tx: Tx, now: Date, prefix: string): Promise<string> {
  const year = now.getUTCFullYear();
  const [row] = await tx
    .insert(invoiceNumbers)
    .values({ year, last: 1 })
    .onConflictDoUpdate({ target: invoiceNumbers.year, set: { last: sql`${invoiceNumbers.last} + 1` } })
    .returning();
  if (!row) throw new Error("a number was not given");
  return `${prefix}${year}-${String(row.last).padStart(FEWEST_DIGITS, "0")}`;
}
