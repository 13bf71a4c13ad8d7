// The time ranges and bucket sizes that charts and logs offer. Relative ranges stay relative in the address.

export const RANGES = [
  { id: "15m", label: "Last 15 minutes", short: "15m" },
  { id: "1h", label: "Last hour", short: "1h" },
  { id: "6h", label: "Last 6 hours", short: "6h" },
  { id: "24h", label: "Last 24 hours", short: "24h" },
  { id: "7d", label: "Last 7 days", short: "7d" },
  { id: "30d", label: "Last 30 days", short: "30d" },
  { id: "90d", label: "Last 90 days", short: "90d" },
  { id: "12mo", label: "Last 12 months", short: "12mo" },
  { id: "mtd", label: "Month to date", short: "Month" },
  // The month of UTC, in which quotas are counted and what plans include.
  { id: "period", label: "Billing period", short: "Period" },
] as const;

export type RelativeRange = (typeof RANGES)[number]["id"];
/** "custom" is accompanied by `from` and `to`, ISO dates (whole days in the chosen zone) or instants. */
export type RangeId = RelativeRange | "custom";

export const RANGE_IDS: readonly RangeId[] = [...RANGES.map((range) => range.id), "custom"];

export const GRANULARITIES = [
  { id: "15m", label: "15 minutes", ms: 900_000 },
  { id: "1h", label: "Hour", ms: 3_600_000 },
  { id: "1d", label: "Day", ms: 86_400_000 },
  { id: "1w", label: "Week", ms: 604_800_000 },
  { id: "1mo", label: "Month", ms: 2_629_800_000 },
] as const;

export type Granularity = (typeof GRANULARITIES)[number]["id"];

/** More points than this say less than fewer would. */
export const MAX_POINTS = 200;

const HOUR_MS = 3_600_000;

/** The bucket size that a range of `spanMs` has unless somebody chooses another; roomy enough for a day of 25 hours. */
export function defaultGranularity(spanMs: number): Granularity {
  if (spanMs <= 25 * HOUR_MS) return "15m";
  if (spanMs <= (3 * 24 + 1) * HOUR_MS) return "1h";
  if (spanMs <= (92 * 24 + 1) * HOUR_MS) return "1d";
  return spanMs <= 400 * 24 * HOUR_MS ? "1w" : "1mo";
}

/** The bucket sizes that give from 2 to MAX_POINTS points over `spanMs`, cut ones at both ends counted; never none. */
export function granularitiesFor(spanMs: number): Granularity[] {
  const fitting = GRANULARITIES.filter(({ ms }) => spanMs / ms <= MAX_POINTS - 2 && spanMs / ms >= 2).map(
    ({ id }) => id,
  );
  return fitting.length > 0 ? fitting : [defaultGranularity(spanMs)];
}

/** `wanted` when it fits the span, else what such a span has by default. */
export function chooseGranularity(spanMs: number, wanted?: Granularity): Granularity {
  const fitting = granularitiesFor(spanMs);
  if (wanted && fitting.includes(wanted)) return wanted;
  const usual = defaultGranularity(spanMs);
  return fitting.includes(usual) ? usual : fitting[0]!;
}
