// What a usage page shows as the question why it changed.
import type { explainChange } from "./explain-change.ts";
import type { UsageSearch } from "./usage-search.ts";

type Question = Parameters<typeof explainChange.execute>[2];

/** Against what the page compares with, else the period before. */
export function explainQuestion({
  question,
  metric,
  compare,
}: Pick<UsageSearch, "question" | "metric" | "compare">): Question {
  const { granularity: _, tenant: __, compare: ___, metric: ____, ...asked } = question;
  return { ...asked, metric, compare: compare === "weekdays" ? "weekdays" : "previous" } as Question;
}
