// The ranking behind every list of bars: the largest groups, what is left over, and each one's share. Groups that are as
// large stand by their keys, so that no bar changes its place while nothing happens.
import type { QueryContext } from "#lib/core/operation.ts";
import { type GroupLabel, labelGroups } from "./group-labels.ts";
import {
  addSums,
  isRatio,
  METRIC_UNITS,
  type Metric,
  metricValue,
  NO_SUM,
  type Sum,
  type Unit,
} from "./metric.ts";
import { usage } from "./postgres-usage.ts";
import type { Group, UsageQuestion } from "./schemas.ts";
import type { Grain } from "./spans.ts";
import type { GroupSum } from "./sum-by-bucket.ts";
import { look, type RangeView, toRangeView } from "./view-range.ts";

export interface TopItem extends GroupLabel {
  key: string;
  value: number;
  calls: number;
  /** Of everything in the range, 0 to 1; of the calls, where the metric is an average. */
  share: number;
  /** The value in the period of comparison; null when none was asked for. */
  previous: number | null;
}

export interface UsageTopView {
  range: RangeView;
  metric: Metric;
  unit: Unit;
  /** Which meter the metric "meter" is about. */
  meter: string | null;
  by: Group;
  /** Whether the numbers fit the range exactly, or count whole hours or UTC days to where their middle is. */
  grain: Grain;
  items: TopItem[];
  /** All that is beyond the list. */
  other: { value: number; share: number } | null;
  total: number;
  asOf: string;
}

export async function readTop(
  context: QueryContext,
  question: UsageQuestion & { by: Group; most: number },
): Promise<UsageTopView> {
  const { tx, now, tenantId } = context;
  const { metric, by, most } = question;
  const { source, range, filter, previous } = await look(context, question, by, "by");
  const ask = { source, metric, by };
  const [{ rows: sums, grain }, earlier] = await Promise.all([
    usage.top(tx, filter, { ...ask, most }),
    previous && usage.top(tx, previous.filter, { ...ask, most: 1_000 }),
  ]);
  const named = sums.filter((sum) => sum.group !== null);
  const labelOf = await labelGroups(tx, by, named.map(groupOf), tenantId);
  const before = earlier?.rows ?? null;
  const whole = sums.reduce((sum, row) => sum + weightOf(metric, row), 0);
  const rest = sums.find(({ group }) => group === null);
  return {
    range: toRangeView(range),
    metric,
    unit: METRIC_UNITS[metric],
    meter: metric === "meter" ? (question.meter ?? null) : null,
    by,
    grain,
    items: named
      .toSorted((a, b) => shown(metric, b) - shown(metric, a) || (groupOf(a) < groupOf(b) ? -1 : 1))
      .map((row) => ({
        key: groupOf(row),
        ...labelOf(groupOf(row)),
        value: shown(metric, row),
        calls: row.calls,
        share: whole > 0 ? weightOf(metric, row) / whole : 0,
        previous:
          before &&
          shown(
            metric,
            before.find(({ group }) => group === row.group),
          ),
      })),
    other: rest
      ? { value: shown(metric, rest), share: whole > 0 ? weightOf(metric, rest) / whole : 0 }
      : null,
    total: shown(metric, sums.reduce(addSums, NO_SUM)),
    asOf: now.toISOString(),
  };
}

const groupOf = (row: GroupSum) => row.group ?? "";
const weightOf = (metric: Metric, row: GroupSum) => (isRatio(metric) ? row.calls : row.amount);

function shown(metric: Metric, sum: Sum | undefined): number {
  return metricValue(metric, sum ?? NO_SUM) ?? 0;
}
