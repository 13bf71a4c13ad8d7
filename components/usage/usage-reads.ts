// The three questions that usage panels ask. An area binds them to its place.

import type { Group, UsageQuestionInput } from "#lib/usage/schemas.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTopView } from "#lib/usage/top.ts";
import type { UsageTotalsView } from "#lib/usage/totals.ts";

type Totals = Omit<UsageQuestionInput, "metric">;

export interface UsageReads {
  series(question: UsageQuestionInput & { groupBy: Group }): Promise<UsageSeriesView>;
  top(question: UsageQuestionInput & { by: Group; most?: number }): Promise<UsageTopView>;
  totals(question: Totals): Promise<UsageTotalsView>;
}
