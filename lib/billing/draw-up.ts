// What a month costs: pure and exact. Each line is rounded once, half up, to a cent, as less cannot be paid.
import { BUILT_IN_METERS, CENT_MICROS, type LineKind, meterLabel } from "#lib/shared/billing.ts";
import type { Presence } from "./month.ts";

/** What a plan asks for. Amounts per meter that the price includes, and what `per` units beyond cost. */
export interface Terms {
  planName: string;
  monthlyMicros: bigint;
  included: Readonly<Record<string, bigint>>;
  prices: Readonly<Record<string, { micros: bigint; per: bigint }>>;
}

export interface Month {
  terms: Terms;
  /** By meter; what is missing was not used. */
  used: Readonly<Record<string, bigint>>;
  /** Null for a tenant that was suspended all the month: it pays for no days. */
  presence: Presence | null;
  tax: { name: string; basisPoints: number };
  adjustments: readonly { text: string; micros: bigint }[];
  /** What was prepaid and is left. */
  credit: bigint;
}

export interface DrawnLine {
  kind: LineKind;
  text: string;
  meter: string | null;
  quantity: bigint | null;
  included: bigint | null;
  billed: bigint | null;
  price: { micros: bigint; per: bigint } | null;
  amount: bigint;
}

export interface Drawn {
  lines: DrawnLine[];
  /** Before tax; below zero only where adjustments take off more than there is. */
  subtotal: bigint;
  tax: bigint;
  total: bigint;
  /** What of the total was prepaid. */
  credit: bigint;
  /** What is left to pay: the sum of all lines. */
  due: bigint;
}

const BASIS_POINTS = 10_000n;
/** In micros. */
const CENT = BigInt(CENT_MICROS);

export function drawUp({ terms, used, presence, tax, adjustments, credit }: Month): Drawn {
  const charged = [...baseLine(terms, presence), ...usageLines(terms, used), ...adjustments.map(adjusted)];
  const subtotal = sumOf(charged);
  const taxes = taxLine(tax, subtotal);
  const total = subtotal + sumOf(taxes);
  const applied = total > 0n ? least(credit, total) : 0n;
  const credits = applied > 0n ? [line("credit", "Credit", -applied)] : [];
  return {
    lines: [...charged, ...taxes, ...credits],
    subtotal,
    tax: sumOf(taxes),
    total,
    credit: applied,
    due: total - applied,
  };
}

/** The meters that a plan has a price for, in the order of an invoice. */
export function pricedMeters(prices: Readonly<Record<string, unknown>>): string[] {
  const builtIn = BUILT_IN_METERS.filter((meter) => Object.hasOwn(prices, meter));
  const others = Object.keys(prices).filter(
    (meter) => !(BUILT_IN_METERS as readonly string[]).includes(meter),
  );
  return [...builtIn, ...others.toSorted()];
}

function baseLine({ planName, monthlyMicros }: Terms, presence: Presence | null): DrawnLine[] {
  if (!presence || monthlyMicros === 0n) return [];
  const { days, of } = presence;
  const text = days === of ? planName : `${planName}, ${days} of ${of} days`;
  return [line("base", text, cents(monthlyMicros * BigInt(days), BigInt(of)))];
}

/** Also of meters that stayed within what is included, so that a customer sees that they did. */
function usageLines({ included, prices }: Terms, used: Month["used"]): DrawnLine[] {
  return pricedMeters(prices).map((meter) => {
    const price = prices[meter]!;
    const quantity = used[meter] ?? 0n;
    const free = included[meter] ?? 0n;
    const billed = quantity > free ? quantity - free : 0n;
    const amount = cents(billed * price.micros, price.per);
    return { kind: "usage", text: meterLabel(meter), meter, quantity, included: free, billed, price, amount };
  });
}

const adjusted = ({ text, micros }: Month["adjustments"][number]) => line("adjustment", text, micros);

function taxLine({ name, basisPoints }: Month["tax"], subtotal: bigint): DrawnLine[] {
  if (basisPoints === 0 || subtotal <= 0n) return [];
  return [line("tax", `${name} ${basisPoints / 100}%`, cents(subtotal * BigInt(basisPoints), BASIS_POINTS))];
}

function line(kind: LineKind, text: string, amount: bigint): DrawnLine {
  return { kind, text, meter: null, quantity: null, included: null, billed: null, price: null, amount };
}

/** A fraction of micros, which is not negative, in micros of whole cents. */
function cents(dividend: bigint, divisor: bigint): bigint {
  const whole = divisor * CENT;
  return ((dividend * 2n + whole) / (whole * 2n)) * CENT;
}
const least = (one: bigint, other: bigint) => (one < other ? one : other);
const sumOf = (lines: readonly DrawnLine[]) => lines.reduce((sum, { amount }) => sum + amount, 0n);
