// What the cards below the chart ask, worked out once: a card and its file show the same.
import { type Explorer, isAboutModels } from "#components/usage/explorer.ts";
import type { HeatMapQuestion, ModelQuestion, PercentileQuestion } from "#components/usage/usage-reads.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { Group, UsageQuestionInput } from "#lib/usage/schemas.ts";

type Asked = Pick<Explorer, "question" | "metric">;

export const versus = (compare: Comparison) => (compare === "none" ? "previous" : compare);

/** The largest of a kind, beside what the page compares with, else the period before. */
export function rankingQuestion(
  { question, metric }: Asked,
  by: Group,
  compare: Comparison,
): UsageQuestionInput & { by: Group } {
  return { ...question, metric, by, compare: versus(compare) };
}

/** Null where hours of the week are not kept under the filters of the page. */
export function heatMapQuestion(
  explorer: Pick<Explorer, "question" | "metric" | "group">,
): HeatMapQuestion | null {
  const { metric, question } = explorer;
  if (isAboutModels(explorer) || metric === "meter" || question.resource !== undefined) return null;
  if (question.scope !== undefined) return null;
  const { granularity, meter, resource, scope, model, provider, payer, compare, ...when } = question;
  return { ...when, metric: metric === "refusals" || metric === "requests" ? metric : "calls" };
}

/** How long decisions took. Where percentiles are not kept under the filters of the page, there is no such card. */
export function percentileQuestion({ question }: Pick<Explorer, "question">): PercentileQuestion {
  const { metric, meter, ...when } = question;
  return when;
}

/** Language models can be narrowed to keys and an environment alone. */
export function modelQuestion({ question }: Pick<Explorer, "question">): ModelQuestion {
  const { range, from, to, zone, key, environment } = question;
  return { range, from, to, zone, key, environment };
}
