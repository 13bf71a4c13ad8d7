// The questions of usage panels, asked of the whole platform.
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { read } from "#lib/web/read.ts";

export const platformReads: UsageReads = {
  series: (question) => read(platformUsageSeries, question, "platform"),
  top: (question) => read(platformUsageTop, question, "platform"),
  totals: (question) => read(platformUsageTotals, question, "platform"),
};
