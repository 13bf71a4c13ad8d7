// The questions that usage panels ask. An area binds them to its place.

import type { Earlier } from "#lib/usage/explain-question.ts";
import type { ExplanationView } from "#lib/usage/explain-read.ts";
import type { UsageHeatMapView } from "#lib/usage/heat-map.ts";
import type { ModelUsage } from "#lib/usage/models.ts";
import type { PercentilesView } from "#lib/usage/percentiles.ts";
import type { Group, UsageQuestionInput } from "#lib/usage/schemas.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTopView } from "#lib/usage/top.ts";
import type { UsageTotalsView } from "#lib/usage/totals.ts";
import type { UsageSearch } from "#lib/usage/usage-search.ts";

type Totals = Omit<UsageQuestionInput, "metric">;

export type ModelQuestion = Pick<
  UsageQuestionInput,
  "range" | "from" | "to" | "zone" | "key" | "environment"
>;

export type HeatMapQuestion = Omit<
  UsageQuestionInput,
  "metric" | "granularity" | "compare" | "meter" | "resource" | "scope" | "model" | "provider" | "payer"
> & { metric?: "calls" | "requests" | "refusals" };

export type PercentileQuestion = Omit<UsageQuestionInput, "metric" | "meter">;

type ExplainedSearch = Pick<UsageSearch, "question" | "metric" | "compare">;

export interface UsageReads {
  series(question: UsageQuestionInput & { groupBy: Group }): Promise<UsageSeriesView>;
  top(question: UsageQuestionInput & { by: Group; most?: number }): Promise<UsageTopView>;
  totals(question: Totals): Promise<UsageTotalsView>;
  models(question: ModelQuestion): Promise<ModelUsage>;
  heatMap(question: HeatMapQuestion): Promise<UsageHeatMapView>;
  percentiles(question: PercentileQuestion): Promise<PercentilesView>;
  /** What made the page's range differ from an earlier one. */
  explain(shown: ExplainedSearch, earlier: Earlier): Promise<ExplanationView>;
  /** Names of the meters that calls were counted on lately. */
  meters(): Promise<{ items: string[] }>;
}
