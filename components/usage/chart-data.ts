// From the answer of a usage query to what the charts draw: colours by meaning, microseconds as milliseconds.
import type { ChartColor, Comparison, TimeSeriesData, ValueFormat } from "#components/chart/series.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { UsageSeriesView, Values } from "#lib/usage/series.ts";

const OUTCOME_COLORS: Partial<Record<Outcome, ChartColor>> = {
  VALID: 1,
  RATE_LIMITED: "warning",
  QUOTA_EXCEEDED: 4,
  NOT_FOUND: "neutral",
  MALFORMED: 7,
  REVOKED: "danger",
  EXPIRED: 5,
  DISABLED: 8,
  INSUFFICIENT_SCOPE: 3,
  IP_NOT_ALLOWED: 6,
  TENANT_SUSPENDED: 8,
  UNITS_EXCEED_MAX: 7,
  LIMITER_UNAVAILABLE: "danger",
};

type Drawn = Pick<UsageSeriesView, "unit" | "groupBy" | "range" | "buckets" | "series">;

export function chartData(view: Drawn): TimeSeriesData {
  return {
    buckets: view.buckets.map(({ start }) => start),
    inProgress: view.buckets.at(-1)?.inProgress ?? false,
    timeZone: view.range.zone,
    granularity: view.range.granularity,
    series: view.series.map(({ key, label, values }) => ({
      key,
      label,
      color: colorFor(view, key),
      values: plain(view, values),
    })),
  };
}

export function chartComparison(view: UsageSeriesView, label: string): Comparison | undefined {
  if (!view.previous) return undefined;
  const { starts, values } = view.previous;
  return { label, buckets: starts, values: plain(view, values) };
}

export function formatOf(view: Pick<UsageSeriesView, "unit">): ValueFormat {
  if (view.unit === "microdollars") return "micros";
  return view.unit === "micros" ? "duration" : "number";
}

/** A value as `formatOf` expects it: times in milliseconds. */
export function shownValue(view: Pick<UsageSeriesView, "unit">, value: number): number {
  return view.unit === "micros" ? value / 1_000 : value;
}

function plain(view: Pick<UsageSeriesView, "unit">, values: Values): Values {
  return values.map((value) => (value === null ? null : shownValue(view, value)));
}

function colorFor({ groupBy }: Pick<UsageSeriesView, "groupBy">, key: string): ChartColor | undefined {
  if (key === "other") return "neutral";
  return groupBy === "outcome" ? OUTCOME_COLORS[key as Outcome] : undefined;
}
