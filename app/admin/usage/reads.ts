// The questions of usage panels, asked of the whole platform.
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { explainPlatformChange } from "#lib/usage/explain-platform-change.ts";
import { platformExplainQuestion } from "#lib/usage/explain-question.ts";
import { listAllMeters } from "#lib/usage/list-all-meters.ts";
import { readPercentiles } from "#lib/usage/percentiles.ts";
import { platformModelUsage } from "#lib/usage/platform-model-usage.ts";
import { platformUsageHeatMap } from "#lib/usage/platform-usage-heat-map.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { read } from "#lib/web/read.ts";

export const platformReads: UsageReads = {
  series: (question) => read(platformUsageSeries, question, "platform"),
  top: (question) => read(platformUsageTop, question, "platform"),
  models: ({ range, from, to, zone, key, environment }) =>
    read(platformModelUsage, { range, from, to, zone, key, environment }, "platform"),
  totals: (question) => read(platformUsageTotals, question, "platform"),
  heatMap: (question) => read(platformUsageHeatMap, question, "platform"),
  percentiles: (question) =>
    readPercentiles((metric) =>
      read(platformUsageSeries, { ...question, metric, groupBy: "none" }, "platform"),
    ),
  explain: (shown, earlier) =>
    read(explainPlatformChange, platformExplainQuestion(shown, earlier), "platform"),
  meters: () => read(listAllMeters, {}, "platform"),
};
