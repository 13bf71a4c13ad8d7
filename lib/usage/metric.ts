// What can be counted, in which unit, and how sums of it become a value.
import { percentile } from "./percentile.ts";

export const METRICS = [
  "calls",
  "requests",
  "refusals",
  "latency",
  "p50",
  "p95",
  "p99",
  "tokens",
  "audio_tokens",
  "cost",
  "meter",
] as const;
export type Metric = (typeof METRICS)[number];

/**
 * "audio_tokens" are those of "tokens" that are sound. "micros" is a time in microseconds, of which "latency" is the average. "microdollars" are millionths of a dollar with
 * up to six decimals, so that no fraction of a cost is lost. "amount" is what callers meant with the meter's name.
 */
export type Unit = "calls" | "requests" | "micros" | "tokens" | "microdollars" | "amount";

export const METRIC_UNITS: Record<Metric, Unit> = {
  calls: "calls",
  requests: "requests",
  refusals: "calls",
  latency: "micros",
  p50: "micros",
  p95: "micros",
  p99: "micros",
  tokens: "tokens",
  audio_tokens: "tokens",
  cost: "microdollars",
  meter: "amount",
};

const PERCENTILES: Partial<Record<Metric, number>> = { p50: 0.5, p95: 0.95, p99: 0.99 };
const PICO_IN_MICRO = 1_000_000;

export const isPercentile = (metric: Metric): boolean => metric in PERCENTILES;

/** Whether values of it cannot be added up: an average, or a percentile. */
export const isRatio = (metric: Metric): boolean => metric === "latency" || isPercentile(metric);

/** What a value is worked out from when all that is shown together is summed. Costs are in pico-USD. */
export interface Sum {
  amount: number;
  calls: number;
  /** Of percentiles: calls by how long they took, in the slots of LATENCY_BOUNDS. */
  counts?: number[] | undefined;
}

export const NO_SUM: Sum = { amount: 0, calls: 0 };

export function addSums(one: Sum, other: Sum): Sum {
  return {
    amount: one.amount + other.amount,
    calls: one.calls + other.calls,
    counts: withCounts(one.counts, other.counts, 1),
  };
}

/** What is left of a sum without a part of it. */
export function lessSum(whole: Sum, part: Sum): Sum {
  return {
    amount: whole.amount - part.amount,
    calls: whole.calls - part.calls,
    counts: withCounts(whole.counts, part.counts, -1),
  };
}

function withCounts(
  one: number[] | undefined,
  other: number[] | undefined,
  sign: 1 | -1,
): number[] | undefined {
  if (!other) return one;
  const counts = one?.slice() ?? [];
  for (let slot = 0; slot < other.length; slot += 1) counts[slot] = (counts[slot] ?? 0) + sign * other[slot]!;
  return counts;
}

/** A sum as the metric shows it; null for the average or percentile of no calls. */
export function metricValue(metric: Metric, { amount, calls, counts }: Sum): number | null {
  const part = PERCENTILES[metric];
  if (part !== undefined) return percentile(counts ?? [], part);
  if (metric === "cost") return amount / PICO_IN_MICRO;
  if (metric !== "latency") return amount;
  return calls > 0 ? Math.round(amount / calls) : null;
}
