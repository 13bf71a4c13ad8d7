// The answer behind every usage chart: buckets, a line per group with zeros filled in, totals, and the period before.
import type { QueryContext } from "#lib/core/operation.ts";
import { type Bucket, listBuckets } from "./buckets.ts";
import { type GroupLabel, labelGroups } from "./group-labels.ts";
import { METRIC_UNITS, type Metric, metricValue, type Unit } from "./metric.ts";
import { type GroupSum, newestBucket, sumByBucket } from "./queries.ts";
import type { Group, UsageQuestion } from "./schemas.ts";
import { look, type RangeView, tenantsOf, toRangeView } from "./view-range.ts";

/** One value per bucket; null only for the average of no calls. */
export type Values = (number | null)[];

export interface SeriesView extends GroupLabel {
  /** The outcome, environment or id of the group; "all" without grouping, "other" for what is beyond the top. */
  key: string;
  values: Values;
  total: number | null;
}

/** Plain JSON. Instants are RFC 3339; `unit` says what the values are. */
export interface UsageSeriesView {
  range: RangeView;
  metric: Metric;
  unit: Unit;
  groupBy: Group;
  /** `inProgress`: the bucket has not ended yet. */
  buckets: { start: string; end: string; inProgress: boolean }[];
  series: SeriesView[];
  totals: { values: Values; total: number | null };
  /** The period of comparison, bucket by bucket; null when none was asked for. */
  previous: { from: string; to: string; starts: string[]; values: Values; total: number | null } | null;
  /** The beginning of the newest quarter hour with calls, whatever the range and filters. */
  newestBucket: string | null;
  asOf: string;
}

export const MOST_SERIES = 10;

export async function readSeries(
  context: QueryContext,
  question: UsageQuestion & { groupBy: Group },
): Promise<UsageSeriesView> {
  const { tx, now, tenantId } = context;
  const { metric, groupBy } = question;
  const { range, filter, previous } = await look(context, question);
  const buckets = await listBuckets(tx, range);
  const ask = { metric, by: groupBy, starts: buckets.map(({ start }) => start), most: MOST_SERIES };
  const sums = await sumByBucket(tx, filter, ask);
  const newest = await newestBucket(tx, tenantsOf(tenantId, question));
  return {
    range: toRangeView(range),
    metric,
    unit: METRIC_UNITS[metric],
    groupBy,
    buckets: buckets.map((bucket) => toBucketView(bucket, now)),
    series: await toSeries(context, groupBy, metric, sums, buckets.length),
    totals: lineOf(metric, sums, buckets.length),
    previous: previous && (await readPrevious(context, metric, previous, buckets.length)),
    newestBucket: newest?.toISOString() ?? null,
    asOf: now.toISOString(),
  };
}

async function readPrevious(
  { tx }: QueryContext,
  metric: Metric,
  { range, filter }: NonNullable<Awaited<ReturnType<typeof look>>["previous"]>,
  count: number,
) {
  const starts = (await listBuckets(tx, range)).map(({ start }) => start);
  const sums = await sumByBucket(tx, filter, { metric, by: "none", starts, most: 1 });
  const { total, values } = lineOf(metric, sums, Math.max(count, starts.length));
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    starts: starts.slice(0, count).map((start) => start.toISOString()),
    values: values.slice(0, count),
    total,
  };
}

async function toSeries(
  { tx, tenantId }: QueryContext,
  groupBy: Group,
  metric: Metric,
  sums: GroupSum[],
  count: number,
): Promise<SeriesView[]> {
  if (groupBy === "none") return [{ key: "all", label: "All calls", ...lineOf(metric, sums, count) }];
  const groups = Map.groupBy(sums, ({ group }) => group);
  const named = [...groups.keys()].filter((group) => group !== null);
  const labelOf = await labelGroups(tx, groupBy, named, tenantId);
  const lines = named.map((group) => ({
    key: group,
    ...labelOf(group),
    ...lineOf(metric, groups.get(group) ?? [], count),
  }));
  const rest = groups.get(null);
  const other = rest ? [{ key: "other", label: "Other", ...lineOf(metric, rest, count) }] : [];
  return [...lines.toSorted(byWeight), ...other];
}

/** What was admitted comes first; then the largest. */
function byWeight(a: SeriesView, b: SeriesView): number {
  if (a.key === "VALID" || b.key === "VALID") return a.key === "VALID" ? -1 : 1;
  return (b.total ?? 0) - (a.total ?? 0) || a.label.localeCompare(b.label);
}

function lineOf(metric: Metric, sums: GroupSum[], count: number): { values: Values; total: number | null } {
  const amounts = new Array<number>(count).fill(0);
  const calls = new Array<number>(count).fill(0);
  for (const sum of sums) {
    amounts[sum.bucket] = (amounts[sum.bucket] ?? 0) + sum.amount;
    calls[sum.bucket] = (calls[sum.bucket] ?? 0) + sum.calls;
  }
  const add = (a: number, b: number) => a + b;
  return {
    values: amounts.map((amount, index) => metricValue(metric, amount, calls[index] ?? 0)),
    total: metricValue(metric, amounts.reduce(add, 0), calls.reduce(add, 0)),
  };
}

function toBucketView({ start, end }: Bucket, now: Date) {
  return { start: start.toISOString(), end: end.toISOString(), inProgress: end > now };
}
