// Two ranges side by side, by every dimension that the metric is kept by.
import { z } from "zod";
import { invalidField } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { type Part, partsOf } from "./explain.ts";
import { explanationWords } from "./explain-words.ts";
import { METRIC_UNITS, METRICS, type Metric } from "./metric.ts";
import { previousRange } from "./previous-range.ts";
import { type Range, resolveRange } from "./range.ts";
import type { Group, UsageQuestion } from "./schemas.ts";
import { readTop, type UsageTopView } from "./top.ts";
import { look } from "./view-range.ts";

/** Averages cannot be taken apart: their parts do not add up. */
export const EXPLAINED_METRICS: readonly Metric[] = METRICS.filter(
  (metric) => METRIC_UNITS[metric] !== "micros",
);

/** By what a change is taken apart, in this order. */
const DIMENSIONS: readonly Group[] = ["key", "outcome", "environment"];
/** Groups beyond these are told as one. */
const MOST_GROUPS = 1_000;

const amount = z.number();
const PartView = z.strictObject({
  key: z.string().nullable().describe("Null for all that is beyond the list."),
  label: z.string(),
  detail: z.string().optional(),
  before: amount,
  after: amount,
  change: amount,
  mark: z.enum(["new", "gone"]).nullable(),
});
export type PartView = z.infer<typeof PartView>;
const ends = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() });

export const ExplanationView = z.strictObject({
  metric: z.string(),
  unit: z.string(),
  zone: z.string(),
  before: ends.extend({ total: amount }),
  after: ends.extend({ total: amount }),
  change: amount,
  sentence: z.string(),
  dimensions: z
    .array(z.strictObject({ by: z.string(), parts: z.array(PartView) }))
    .describe("The parts of each add up to the change exactly."),
  asOf: z.iso.datetime(),
});
export type ExplanationView = z.infer<typeof ExplanationView>;

export type ExplainQuestion = Omit<UsageQuestion, "granularity" | "compare" | "metric"> & {
  metric: string;
  compare: "previous" | "weekdays";
  beforeFrom?: string;
  beforeTo?: string;
  most: number;
};

export async function readExplanation(
  context: QueryContext,
  { beforeFrom, beforeTo, most, compare, ...asked }: ExplainQuestion,
): Promise<ExplanationView> {
  const metric = asked.metric as Metric;
  const question = { ...asked, metric, compare: "none" as const };
  const { range } = await look(context, question);
  const before = beforeFrom
    ? chosenRange(beforeFrom, beforeTo, range, context.now)
    : previousRange(range, compare);
  const dimensions = [];
  for (const by of dimensionsOf(question)) {
    const sums = async (of: Range) => readTop(context, { ...within(question, of), by, most: MOST_GROUPS });
    const [earlier, later] = [await sums(before), await sums(range)];
    dimensions.push({ by, earlier, later, parts: namedParts(earlier, later, most) });
  }
  const { earlier, later } = dimensions[0]!;
  const view = {
    metric,
    unit: METRIC_UNITS[metric],
    zone: range.zone,
    before: { ...endsOf(before), total: earlier.total },
    after: { ...endsOf(range), total: later.total },
    change: later.total - earlier.total,
    dimensions: dimensions.map(({ by, parts }) => ({ by, parts })),
    asOf: context.now.toISOString(),
  };
  return { ...view, sentence: explanationWords(view) };
}

/** What is narrowed to one of its kind says nothing by that kind. */
function dimensionsOf({ key, outcome, environment, metric }: UsageQuestion): Group[] {
  const told: Partial<Record<Group, boolean>> = {
    key: key?.length !== 1,
    outcome: outcome?.length !== 1 && metric !== "requests",
    environment: environment === undefined,
  };
  const left = DIMENSIONS.filter((by) => told[by]);
  return left.length > 0 ? left : ["key"];
}

function chosenRange(from: string, to: string | undefined, { zone }: Range, now: Date): Range {
  const range = resolveRange({ range: "custom", from, to }, zone, now);
  if (range.name !== "custom")
    throw invalidField("beforeFrom", "Give a range that has begun and is not too long.");
  return range;
}

const endsOf = ({ from, to }: Range) => ({ from: from.toISOString(), to: to.toISOString() });

function within(question: UsageQuestion, range: Range): UsageQuestion {
  return { ...question, range: "custom", ...endsOf(range), zone: range.zone };
}

function namedParts(earlier: UsageTopView, later: UsageTopView, most: number): PartView[] {
  const names = new Map(
    [...earlier.items, ...later.items].map(({ key, label, detail }) => [key, { label, detail }]),
  );
  const parts = partsOf(sumsOf(earlier), sumsOf(later), most);
  return parts.map((part): PartView => ({ ...part, ...nameOf(part, names) }));
}

/** What is beyond the groups that are told stands under a key that no group has. */
const BEYOND = "";

function sumsOf({ items, other }: UsageTopView): Map<string, number> {
  const sums = new Map(items.map(({ key, value }) => [key, value]));
  if (other) sums.set(BEYOND, other.value);
  return sums;
}

function nameOf({ key }: Part, names: ReadonlyMap<string, { label: string; detail?: string }>) {
  const name = key === null ? undefined : names.get(key);
  return name?.detail ? name : { label: name?.label ?? "All others" };
}
