// The rows that Recharts draws from. A line whose last bucket is in progress is cut in two, so that its end can be dashed.
import type { Comparison, TimeSeriesData } from "#components/chart/series.ts";
import { formatTime } from "#lib/shared/format.ts";

export type ChartRow = { index: number } & Record<string, number | null>;

/** Name of the field that holds the unfinished end of a series. */
export function endKey(key: string): string {
  return `${key}\u0000end`;
}

export const COMPARE_KEY = "\u0000compare";

/** One row a bucket. With `split`, each series ends before the last bucket and a second field joins the last two. */
export function chartRows(data: TimeSeriesData, split: boolean, compare?: Comparison): ChartRow[] {
  const last = data.buckets.length - 1;
  const cut = split && data.inProgress && last > 0;
  return data.buckets.map((_, index) => {
    const row: ChartRow = { index };
    for (const series of data.series) {
      const value = series.values[index] ?? null;
      row[series.key] = cut && index === last ? null : value;
      if (cut) row[endKey(series.key)] = index >= last - 1 ? value : null;
    }
    if (compare) row[COMPARE_KEY] = compare.values[index] ?? null;
    return row;
  });
}

/** Indices of the midnights in a chart by hours over several days, where a tick says which day; else undefined. */
export function dayTicks({ buckets, granularity, timeZone }: TimeSeriesData): number[] | undefined {
  if (granularity !== "15m" && granularity !== "1h") return undefined;
  const midnights = buckets.flatMap((bucket, index) =>
    formatTime(bucket, timeZone) === "00:00" ? [index] : [],
  );
  return midnights.length > 2 ? midnights : undefined;
}
