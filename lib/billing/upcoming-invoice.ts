// What the running month comes to until now, and what it will come to at the pace of the last weeks.
import { type QueryContext, query } from "#lib/core/operation.ts";
import { CURRENCY, meterLabel } from "#lib/shared/billing.ts";
import { creditBalance } from "./credits.ts";
import { drawUp, pricedMeters } from "./draw-up.ts";
import { forecastQuantities } from "./forecast-quantities.ts";
import { monthAt } from "./month.ts";
import { readQuantities } from "./quantities.ts";
import { readSettings } from "./queries.ts";
import { type RedrawnMonth, readBilled, redraw } from "./redraw.ts";
import { Nothing } from "./schemas.ts";
import { toTotals, type UpcomingView } from "./view.ts";

export const upcomingInvoice = query({
  name: "invoice.upcoming",
  on: "tenant",
  can: "billing:read",
  input: Nothing,
  async run(context): Promise<UpcomingView> {
    const { tx, now, tenantId } = context;
    const billed = await readBilled(tx, tenantId, await readSettings(tx));
    const { tenant, plan } = billed;
    const name = monthAt(now, tenant.timeZone);
    const credit = await creditBalance(tx, tenantId);
    const month = await redraw(tx, now, billed, name, { adjustments: [], credit });
    const { drawn, ends } = month;
    return {
      month: name,
      period: { from: ends.from.toISOString(), to: ends.to.toISOString(), zone: ends.zone },
      plan: { slug: plan.slug, name: plan.name },
      currency: CURRENCY,
      ...toTotals(drawn),
      dueMicros: Number(drawn.due),
      creditBalanceMicros: credit,
      usage: await usageOf(context, month, { ...plan.included, ...plan.usagePrices }, plan.included),
      forecast: await forecastOf(context, month),
      asOf: now.toISOString(),
    };
  },
});

/** Meters with a price were read already. */
async function usageOf(
  { tx, now, tenantId }: QueryContext,
  { ends, month }: RedrawnMonth,
  meters: Record<string, unknown>,
  included: Record<string, number>,
): Promise<UpcomingView["usage"]> {
  const all = pricedMeters(meters);
  const unread = all.filter((meter) => !Object.hasOwn(month.used, meter));
  const used = { ...month.used, ...(await readQuantities(tx, tenantId, unread, ends, now)) };
  return all.map((meter) => ({
    meter,
    label: meterLabel(meter),
    quantity: Number(used[meter] ?? 0n),
    included: included[meter] ?? null,
  }));
}

async function forecastOf(
  { tx, now, tenantId }: QueryContext,
  { ends, month }: RedrawnMonth,
): Promise<UpcomingView["forecast"]> {
  const expected = await forecastQuantities(tx, tenantId, month.used, ends, now);
  if (!expected) return null;
  const drawn = drawUp({ ...month, used: expected });
  const { lines, totalMicros, creditMicros } = toTotals(drawn);
  return { lines, totalMicros, creditMicros, dueMicros: Number(drawn.due) };
}
