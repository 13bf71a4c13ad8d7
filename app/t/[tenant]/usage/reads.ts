// The questions of usage panels, asked in one tenant.
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { explainChange } from "#lib/usage/explain-change.ts";
import { explainQuestion } from "#lib/usage/explain-question.ts";
import { listMeters } from "#lib/usage/list-meters.ts";
import { modelUsage } from "#lib/usage/model-usage.ts";
import { readPercentiles } from "#lib/usage/percentiles.ts";
import { usageHeatMap } from "#lib/usage/usage-heat-map.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { read } from "#lib/web/read.ts";

type SeriesInput = Parameters<typeof usageSeries.execute>[2];
type HeatMapInput = Parameters<typeof usageHeatMap.execute>[2];
type TopInput = Parameters<typeof usageTop.execute>[2];

export function usageReads(tenant: string): UsageReads {
  const place = { tenant };
  return {
    series: (question) => read(usageSeries, question as SeriesInput, place),
    top: (question) => read(usageTop, question as TopInput, place),
    models: ({ range, from, to, zone, key, environment }) =>
      read(modelUsage, { range, from, to, zone, key, environment }, place),
    heatMap: (question) => read(usageHeatMap, question as HeatMapInput, place),
    percentiles: (question) =>
      readPercentiles((metric) =>
        read(usageSeries, { ...question, metric, groupBy: "none" } as SeriesInput, place),
      ),
    explain: (shown, earlier) => read(explainChange, explainQuestion(shown, earlier), place),
    meters: () => read(listMeters, {}, place),
    totals: (question) => read(usageTotals, question, place),
  };
}
