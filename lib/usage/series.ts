// The answer behind every usage chart: buckets, a line per group with zeros filled in, totals, and the period before.
import type { Tx } from "#db/tenant.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { type Bucket, listBuckets } from "./buckets.ts";
import type { UsageFilter } from "./filter.ts";
import { type GroupLabel, labelGroups } from "./group-labels.ts";
import { addSums, METRIC_UNITS, type Metric, metricValue, NO_SUM, type Sum, type Unit } from "./metric.ts";
import type { Ask } from "./parts.ts";
import { usage } from "./postgres-usage.ts";
import type { Group, UsageQuestion } from "./schemas.ts";
import type { Source } from "./sources.ts";
import type { Grain } from "./spans.ts";
import type { GroupSum, Sums } from "./sum-by-bucket.ts";
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
  /** Which meter the metric "meter" is about. */
  meter: string | null;
  groupBy: Group;
  /** Whether the numbers fit the buckets exactly, or count whole hours or UTC days to where their middle is. */
  grain: Grain;
  /** `inProgress`: the bucket has not ended yet. */
  buckets: { start: string; end: string; inProgress: boolean }[];
  series: SeriesView[];
  totals: { values: Values; total: number | null };
  /** The period of comparison, bucket by bucket; null when none was asked for. */
  previous: {
    from: string;
    to: string;
    starts: string[];
    values: Values;
    total: number | null;
    grain: Grain;
  } | null;
  /** The beginning of the newest quarter hour with calls, whatever the range and filters. */
  newestBucket: string | null;
  asOf: string;
}

export const MOST_SERIES = 10;

const ALL: Partial<Record<Metric, string>> = {
  tokens: "All tokens",
  audio_tokens: "All audio tokens",
  cost: "All costs",
  meter: "All",
};

export async function readSeries(
  context: QueryContext,
  question: UsageQuestion & { groupBy: Group },
): Promise<UsageSeriesView> {
  const { tx, now, tenantId } = context;
  const { metric, groupBy } = question;
  const { source, range, filter, previous } = await look(context, question, groupBy);
  const buckets = await listBuckets(tx, range);
  const ask = { source, metric, by: groupBy, starts: buckets.map(({ start }) => start), most: MOST_SERIES };
  const [{ rows, grain }, before, newest] = await Promise.all([
    sumsOf(tx, filter, ask),
    previous && readPrevious(context, source, metric, previous, buckets.length),
    usage.newest(tx, tenantsOf(tenantId, question)),
  ]);
  return {
    range: toRangeView(range),
    metric,
    unit: METRIC_UNITS[metric],
    meter: metric === "meter" ? (question.meter ?? null) : null,
    groupBy,
    grain,
    buckets: buckets.map((bucket) => toBucketView(bucket, now)),
    series: await toSeries(context, groupBy, metric, rows, buckets.length),
    totals: lineOf(metric, rows, buckets.length),
    previous: before,
    newestBucket: newest?.toISOString() ?? null,
    asOf: now.toISOString(),
  };
}

function sumsOf(tx: Tx, filter: UsageFilter, ask: Ask & { most: number }): Promise<Sums> {
  return ask.source === "latency" ? usage.histogram(tx, filter, ask) : usage.series(tx, filter, ask);
}

async function readPrevious(
  { tx }: QueryContext,
  source: Source,
  metric: Metric,
  { range, filter }: NonNullable<Awaited<ReturnType<typeof look>>["previous"]>,
  count: number,
) {
  const starts = (await listBuckets(tx, range)).map(({ start }) => start);
  const { rows, grain } = await sumsOf(tx, filter, { source, metric, by: "none", starts, most: 1 });
  const { total, values } = lineOf(metric, rows, Math.max(count, starts.length));
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    starts: starts.slice(0, count).map((start) => start.toISOString()),
    values: values.slice(0, count),
    total,
    grain,
  };
}

async function toSeries(
  { tx, tenantId }: QueryContext,
  groupBy: Group,
  metric: Metric,
  sums: GroupSum[],
  count: number,
): Promise<SeriesView[]> {
  if (groupBy === "none")
    return [{ key: "all", label: ALL[metric] ?? "All calls", ...lineOf(metric, sums, count) }];
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
  return (b.total ?? 0) - (a.total ?? 0) || a.label.localeCompare(b.label) || (a.key < b.key ? -1 : 1);
}

function lineOf(metric: Metric, rows: GroupSum[], count: number): { values: Values; total: number | null } {
  const sums = new Array<Sum>(count).fill(NO_SUM);
  for (const row of rows) sums[row.bucket] = addSums(sums[row.bucket] ?? NO_SUM, row);
  return {
    values: sums.map((sum) => metricValue(metric, sum)),
    total: metricValue(metric, sums.reduce(addSums, NO_SUM)),
  };
}

function toBucketView({ start, end }: Bucket, now: Date) {
  return { start: start.toISOString(), end: end.toISOString(), inProgress: end > now };
}
