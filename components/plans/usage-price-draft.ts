// Prices of a plan while they are being typed: dollars and units are text, and each row keeps an identity of its own.
import type { UsagePrices } from "#lib/shared/billing.ts";
import { dollarsOf, microsOf } from "#lib/shared/money.ts";

export interface UsagePriceDraft {
  rowId: number;
  meter: string;
  dollars: string;
  per: string;
}

let rows = 0;

export function newUsagePriceDraft(meter = "", dollars = "", per = "1000"): UsagePriceDraft {
  rows += 1;
  return { rowId: rows, meter, dollars, per };
}

export function usagePriceDrafts(prices: UsagePrices): UsagePriceDraft[] {
  return Object.entries(prices).map(([meter, { micros, per }]) =>
    newUsagePriceDraft(meter, dollarsOf(micros), meter === "cost" ? dollarsOf(per) : String(per)),
  );
}

/** Rows without a meter are left out; what is no number becomes what the server refuses at that field. */
export function usagePricesOf(drafts: UsagePriceDraft[]): UsagePrices {
  const named = drafts.filter(({ meter }) => meter.trim() !== "");
  return Object.fromEntries(
    named.map(({ meter, dollars, per }) => {
      const units = meter.trim() === "cost" ? microsOf(per) : Number(per.replaceAll(",", ""));
      return [meter.trim(), { micros: microsOf(dollars) ?? -1, per: units || 0 }];
    }),
  );
}
