// What invoices say in words, on pages and on paper alike.
import { type InvoiceLine, meterLabel, type UsagePrice } from "./billing.ts";
import { formatInteger, LOCALE } from "./format.ts";
import { amountText } from "./money.ts";

/** Amounts of the meter "cost" are money themselves. */
export function quantityText(meter: string, quantity: number): string {
  return meter === "cost" ? amountText(quantity) : formatInteger(quantity);
}

/** "$0.50 per 1,000", "$0.02 each". */
export function unitPriceText(meter: string, { micros, per }: UsagePrice): string {
  return per === 1 ? `${amountText(micros)} each` : `${amountText(micros)} per ${quantityText(meter, per)}`;
}

/** "1,240,000 used · 1,000,000 included"; null of a line that is not about usage. */
export function usedText({ meter, quantity, included }: InvoiceLine): string | null {
  if (meter === null || quantity === null) return null;
  const used = `${quantityText(meter, quantity)} used`;
  return included ? `${used} · ${quantityText(meter, included)} included` : used;
}

/** "1,000,000 requests", "$5.00 of managed models". */
export function includedText(meter: string, amount: number): string {
  return meter === "cost" ? `${amountText(amount)} of managed models` : `${formatInteger(amount)} ${meter}`;
}

/** What a plan asks for a meter beyond what is included: "Requests: $0.50 per 1,000". */
export function usagePriceText(meter: string, price: UsagePrice): string {
  return `${meterLabel(meter)}: ${unitPriceText(meter, price)}`;
}

/** "October 1 – 31, 2026", or shorter "Oct 1 – 31, 2026", in the zone of the period, whose end is not part of it. */
export function periodText(
  { from, to, zone }: { from: string; to: string; zone: string },
  dateStyle: "long" | "medium" = "medium",
): string {
  const days = new Intl.DateTimeFormat(LOCALE, { dateStyle, timeZone: zone });
  const text = days.formatRange(new Date(from), new Date(Date.parse(to) - 1));
  // Newer ICU data puts thin spaces around the dash; browsers differ.
  return text.replaceAll(/[\u2009\u202f]/g, " ");
}

/** "October 2026" of the month "2026-10". */
export function monthText(month: string): string {
  return new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** The day of a moment in a zone, as forms hold it: "2026-11-05". */
export function dayIn(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(at);
}

/** A moment within that day of a zone, whichever zone it is. */
export function momentOn(day: string, zone: string): string {
  const around = ["12", "00", "23"].map((hour) => new Date(`${day}T${hour}:00:00Z`));
  const within = around.find((at) => !Number.isNaN(at.getTime()) && dayIn(at, zone) === day);
  return within?.toISOString() ?? day;
}
