// The one shape of data that every chart takes, and what its colours and number formats are called.
import {
  formatBytes,
  formatCompact,
  formatDuration,
  formatInteger,
  formatMicros,
  formatNumber,
  formatPercent,
} from "#lib/shared/format.ts";
import type { Granularity } from "#lib/shared/range.ts";

export type ChartColor = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | "success" | "warning" | "danger" | "neutral";

export interface Series {
  key: string;
  label: string;
  /** One of the eight in turn when absent. "Other" is best neutral. */
  color?: ChartColor;
  /** One per bucket; null where there is nothing to measure, as with the average of no calls. */
  values: Values;
}

export interface TimeSeriesData {
  /** Start of each bucket, ISO instants, in order. */
  buckets: string[];
  series: Series[];
  /** The last bucket is not over yet. */
  inProgress: boolean;
  timeZone: string;
  granularity: Granularity;
}

/** The same measure in an earlier span, bucket by bucket. */
export interface Comparison {
  label: string;
  buckets: string[];
  values: Values;
}

export type Values = (number | null)[];

export type ValueFormat = "number" | "micros" | "duration" | "percent" | "bytes";

/** The exact value, for tables and tooltips; a dash for nothing. */
export function formatValue(value: number | null, format: ValueFormat = "number"): string {
  if (value === null) return "—";
  if (format === "micros") return formatMicros(value);
  if (format === "duration") return formatDuration(value);
  if (format === "percent") return formatPercent(value);
  if (format === "bytes") return formatBytes(value);
  return Number.isInteger(value) ? formatInteger(value) : formatNumber(value);
}

/** As short as an axis needs it. */
export function formatAxis(value: number, format: ValueFormat = "number"): string {
  if (format === "number") return formatCompact(value);
  if (format === "micros" && Math.abs(value) >= 1_000_000_000) return `$${formatCompact(value / 1_000_000)}`;
  return formatValue(value, format);
}

export function colorOf(series: Pick<Series, "color">, index: number): string {
  return `var(--chart-${series.color ?? (index % 8) + 1})`;
}

export function totalOf(data: TimeSeriesData): number {
  return data.series.reduce(
    (sum, series) => sum + series.values.reduce<number>((a, b) => a + (b ?? 0), 0),
    0,
  );
}
