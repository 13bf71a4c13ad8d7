// What a usage page shows as the question why it changed.
import type { z } from "zod";
import type { ExplainQuestion, PlatformExplainQuestion } from "./explain-schemas.ts";
import type { UsageSearch } from "./usage-search.ts";

type Shown = Pick<UsageSearch, "question" | "metric" | "compare">;

/** Against what the page compares with, else the period before. */
export function explainQuestion({ question, ...shown }: Shown): z.input<typeof ExplainQuestion> {
  const { tenant: _, ...asked } = question;
  return platformExplainQuestion({ question: asked, ...shown });
}

/** The same on the platform, where tenants may be named. */
export function platformExplainQuestion({
  question,
  metric,
  compare,
}: Shown): z.input<typeof PlatformExplainQuestion> {
  const { granularity: _, compare: __, metric: ___, ...asked } = question;
  return { ...asked, metric, compare: compare === "weekdays" ? "weekdays" : "previous" } as z.input<
    typeof PlatformExplainQuestion
  >;
}
