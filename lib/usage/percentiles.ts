// How long decisions took, three questions as one answer: half of the calls, 95 and 99 of a hundred were faster.
import type { SeriesView, UsageSeriesView } from "./series.ts";

export const PERCENTILES = ["p50", "p95", "p99"] as const;
type Percentile = (typeof PERCENTILES)[number];

/** One of `UsageSeriesView` for each percentile, of the same buckets; a series is named by its own. */
export type PercentilesView = Omit<UsageSeriesView, "metric" | "meter" | "groupBy" | "totals" | "previous">;

export async function readPercentiles(
  read: (metric: Percentile) => Promise<UsageSeriesView>,
): Promise<PercentilesView> {
  const views = await Promise.all(PERCENTILES.map(read));
  const { range, unit, grain, buckets, newestBucket, asOf } = views[0]!;
  const series = PERCENTILES.map((key, index): SeriesView => ({ key, label: key, ...views[index]!.totals }));
  return { range, unit, grain, buckets, series, newestBucket, asOf };
}
