// The rule of an alert that measures what a chart shows.
import type { AlertMetric } from "#lib/shared/alerts.ts";
import type { Metric } from "#lib/usage/metric.ts";
import type { UsageQuestionInput } from "#lib/usage/schemas.ts";

/** Rules measure the mean time to decide, whatever part of the calls a chart is about; and no tokens. */
const MEASURED: Partial<Record<Metric, AlertMetric>> = {
  calls: "calls",
  requests: "requests",
  refusals: "refused",
  latency: "latency_ms",
  p50: "latency_ms",
  p95: "latency_ms",
  p99: "latency_ms",
  cost: "cost_usd",
  meter: "meter",
};

/** By what no rule can be narrowed. */
const TOO_FINE = ["outcome", "resource", "scope", "model", "provider", "payer", "legacy", "tenant"] as const;

/**
 * The form of a new rule, filled in. Null where nobody may make one (`newRulePath` is missing), and for what no rule
 * can measure: it would be about more than the chart.
 */
export function alertHref(
  newRulePath: string | undefined,
  { metric, ...question }: UsageQuestionInput & { metric: Metric },
): string | null {
  const measured = MEASURED[metric];
  const keys = String(question.key ?? "")
    .split(",")
    .filter(Boolean);
  const tooFine = TOO_FINE.some((name) => question[name] !== undefined) || keys.length > 1;
  if (!newRulePath || !measured || tooFine || question.environment === "none") return null;
  const params = new URLSearchParams({ metric: measured });
  if (metric === "meter" && question.meter) params.set("meter", question.meter);
  if (keys[0]) params.set("key", keys[0]);
  if (question.environment) params.set("env", question.environment);
  return `${newRulePath}?${params}`;
}
