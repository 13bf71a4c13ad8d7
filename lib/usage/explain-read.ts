// Two ranges side by side, by every dimension that the metric is kept by.
import { z } from "zod";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { type Part, partsOf } from "./explain.ts";
import type { ExplainQuestion } from "./explain-schemas.ts";
import { explanationWords } from "./explain-words.ts";
import { METRIC_UNITS, type Metric } from "./metric.ts";
import { previousRange } from "./previous-range.ts";
import { tenantZone } from "./queries.ts";
import { type Range, resolveRange } from "./range.ts";
import { type Group, PLATFORM_GROUPS, type UsageQuestion } from "./schemas.ts";
import { readTop, type UsageTopView } from "./top.ts";

/** By what a change is taken apart, in this order, as far as the metric is kept by it. */
const DIMENSIONS = ["tenant", "key", "outcome", "resource", "scope", "model", "environment"].filter(isGroup);
/** Groups beyond these are told as one. */
const MOST_GROUPS = 1_000;

/** Costs are told in millionths of a millionth of a dollar, so that they are whole numbers. */
const WHOLE: Record<string, { unit: string; factor: number }> = {
  cost: { unit: "picodollars", factor: 1_000_000 },
};

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

export async function readExplanation(
  context: QueryContext,
  { beforeFrom, beforeTo, most, compare, ...asked }: ExplainQuestion,
): Promise<ExplanationView> {
  const metric = asked.metric as Metric;
  const question = { ...asked, metric, compare: "none" as const };
  const zone = asked.zone ?? (await tenantZone(context.tx, context.tenantId));
  const range = resolveRange(question, zone, context.now);
  const before = beforeFrom
    ? chosenRange(beforeFrom, beforeTo, range, context.now)
    : previousRange(range, compare);
  const dimensions = [];
  for (const by of dimensionsOf(question, context.tenantId === PLATFORM_TENANT)) {
    const sums = (of: Range) => readTop(context, { ...within(question, of), by, most: MOST_GROUPS });
    const [earlier, later] = [await unlessUnkept(sums(before)), await unlessUnkept(sums(range))];
    if (earlier && later) dimensions.push({ by, earlier, later });
  }
  if (dimensions.length === 0)
    throw invalidField("metric", "This metric is kept by nothing that it could be taken apart by.");
  const { unit = METRIC_UNITS[metric], factor = 1 } = WHOLE[metric] ?? {};
  // The whole is what a chart of the range shows, which is kept more finely than what keys came to long ago.
  const whole = async (of: Range) =>
    Math.round((await readTop(context, { ...within(question, of), by: "none", most: 1 })).total * factor);
  const totals = { earlier: await whole(before), later: await whole(range) };
  const view = {
    metric,
    unit,
    zone: range.zone,
    before: { ...endsOf(before), total: totals.earlier },
    after: { ...endsOf(range), total: totals.later },
    change: totals.later - totals.earlier,
    dimensions: dimensions
      .map(({ by, earlier, later }) => ({
        by,
        parts: namedParts(
          [earlier, later],
          partsOf(sumsOf(earlier, totals.earlier, factor), sumsOf(later, totals.later, factor), most),
        ),
      }))
      .filter(({ parts }, index) => index === 0 || parts.some(({ key }) => key !== null)),
    asOf: context.now.toISOString(),
  };
  return { ...view, sentence: explanationWords(view) };
}

/** Null where no roll-up holds what is asked. */
async function unlessUnkept(load: Promise<UsageTopView>): Promise<UsageTopView | null> {
  try {
    return await load;
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid_input") return null;
    throw error;
  }
}

/** What is narrowed to one of its kind says nothing by that kind. */
function dimensionsOf(question: UsageQuestion, ofAll: boolean): Group[] {
  const given = question as Record<string, unknown>;
  const single = (by: Group) => {
    const filter = given[by];
    return Array.isArray(filter) ? filter.length === 1 : filter !== undefined;
  };
  const left = DIMENSIONS.filter(
    (by) =>
      !single(by) && !(by === "outcome" && question.metric === "requests") && (ofAll || by !== "tenant"),
  );
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

function namedParts(views: readonly UsageTopView[], parts: readonly Part[]): PartView[] {
  const items = views.flatMap((view) => view.items);
  const names = new Map(items.map(({ key, label, detail }) => [key, { label, detail }]));
  const told = parts.flatMap(({ key, ...part }): PartView[] =>
    key === null || key === BEYOND ? [] : [{ key, ...part, ...(names.get(key) ?? { label: key }) }],
  );
  const rest = parts.filter(({ key }) => key === null || key === BEYOND);
  return rest.length > 0 ? [...told, othersOf(rest)] : told;
}

function othersOf(rest: readonly Part[]): PartView {
  const sum = (field: "before" | "after" | "change") => rest.reduce((total, part) => total + part[field], 0);
  const sums = { before: sum("before"), after: sum("after"), change: sum("change") };
  return { key: null, label: "All others", ...sums, mark: null };
}

/** All that the groups do not tell stands under a key that none of them has: so the whole is the same by each. */
const BEYOND = "";

function sumsOf({ items }: UsageTopView, total: number, factor: number): Map<string, number> {
  const sums = new Map(items.map(({ key, value }) => [key, Math.round(value * factor)]));
  const told = [...sums.values()].reduce((sum, value) => sum + value, 0);
  return told === total ? sums : sums.set(BEYOND, total - told);
}

function isGroup(name: string): name is Group {
  return PLATFORM_GROUPS.some((group) => group === name);
}
