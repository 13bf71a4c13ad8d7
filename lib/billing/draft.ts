// A draft follows what its month was drawn up to, until it is issued.
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "#db/tenant.ts";
import { changeInvoice, readSettings } from "./queries.ts";
import { type BilledTenant, readBilled, redraw } from "./redraw.ts";
import { type InvoiceRow, toTotals } from "./view.ts";

/** The part of a draft that follows usage, plan and settings. */
export type Figures = ReturnType<typeof toTotals> &
  Pick<InvoiceRow, "periodStart" | "periodEnd" | "zone" | "planSlug" | "planName">;

/** What a draft of a month comes to now. Credit is spent when it is issued, not before. */
export async function figuresOf(
  tx: Tx,
  now: Date,
  billed: BilledTenant,
  { month, adjustments, credit = 0 }: Pick<InvoiceRow, "month" | "adjustments"> & { credit?: number },
): Promise<Figures> {
  const { ends, drawn } = await redraw(tx, now, billed, month, { adjustments, credit });
  const { slug: planSlug, name: planName } = billed.plan;
  const period = { periodStart: ends.from, periodEnd: ends.to, zone: ends.zone };
  return { ...period, planSlug, planName, ...toTotals(drawn) };
}

/** The draft as it is from now on, and whether anything of it changed. */
export async function refreshDraft(
  tx: Tx,
  now: Date,
  row: InvoiceRow,
): Promise<{ row: InvoiceRow; changed: boolean }> {
  const billed = await readBilled(tx, row.tenantId, await readSettings(tx));
  const figures = await figuresOf(tx, now, billed, row);
  const names = Object.keys(figures) as (keyof Figures)[];
  if (names.every((name) => isDeepStrictEqual(row[name], figures[name]))) return { row, changed: false };
  const change = { ...figures, updatedAt: now };
  await changeInvoice(tx, row, change);
  return { row: { ...row, ...change }, changed: true };
}
