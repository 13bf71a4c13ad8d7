// What can be counted from a roll-up, and in which unit.
import { type SQL, sql } from "drizzle-orm";
import { usageQuarterHours as usage } from "#db/schema/index.ts";

export const METRICS = ["calls", "requests", "refusals", "latency"] as const;
export type Metric = (typeof METRICS)[number];

/** "calls" and "requests" are counts, "micros" is an average time in microseconds. */
export type Unit = "calls" | "requests" | "micros";

export const METRIC_UNITS: Record<Metric, Unit> = {
  calls: "calls",
  requests: "requests",
  refusals: "calls",
  latency: "micros",
};

/** The sum that a metric is made of. "latency" is divided by its calls later, when all that is shown together is summed. */
export const METRIC_SUMS: Record<Metric, SQL> = {
  calls: sql`sum(${usage.calls})`,
  requests: sql`sum(${usage.requests})`,
  refusals: sql`sum(${usage.calls}) filter (where ${usage.outcome} <> 'VALID')`,
  latency: sql`sum(${usage.latencyMicros})`,
};

/** A sum as the metric shows it; null for the average of no calls. */
export function metricValue(metric: Metric, amount: number, calls: number): number | null {
  if (metric !== "latency") return amount;
  return calls > 0 ? Math.round(amount / calls) : null;
}
