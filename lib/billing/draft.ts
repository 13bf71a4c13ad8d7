// A draft follows what its month was drawn up to, until it is issued.
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "#db/tenant.ts";
import { type BilledTenant, redraw } from "./redraw.ts";
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

/** What changes of a draft; null while it is as it should be. */
export async function changedFigures(
  tx: Tx,
  now: Date,
  billed: BilledTenant,
  row: InvoiceRow,
): Promise<Figures | null> {
  const figures = await figuresOf(tx, now, billed, row);
  const names = Object.keys(figures) as (keyof Figures)[];
  return names.every((name) => isDeepStrictEqual(row[name], figures[name])) ? null : figures;
}
