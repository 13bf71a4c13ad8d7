// The paths of usage: over time, in sums, as rankings and by the hour of the week, and call by call.
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { pageOf } from "#lib/core/page.ts";
import { CallView } from "#lib/usage/call-view.ts";
import { explainChange } from "#lib/usage/explain-change.ts";
import { explainPlatformChange } from "#lib/usage/explain-platform-change.ts";
import { ExplanationView } from "#lib/usage/explain-read.ts";
import { findModelCall, ModelCallView } from "#lib/usage/find-model-call.ts";
import { ForecastView, forecastUsage } from "#lib/usage/forecast-usage.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { listAllUsageValues } from "#lib/usage/list-all-usage-values.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { listUsageValues } from "#lib/usage/list-usage-values.ts";
import { modelUsage } from "#lib/usage/model-usage.ts";
import { ModelUseView } from "#lib/usage/models.ts";
import { platformModelUsage } from "#lib/usage/platform-model-usage.ts";
import { platformUsageHeatMap } from "#lib/usage/platform-usage-heat-map.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { usageHeatMap } from "#lib/usage/usage-heat-map.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const time = z.iso.datetime();
const values = z.array(z.number().nullable());

const UsageSeries = z.looseObject({
  metric: z.string(),
  unit: z.string().describe("“microdollars” are millionths of a dollar, “micros” are microseconds."),
  meter: z.string().nullable(),
  groupBy: z.string(),
  grain: z
    .string()
    .describe("“exact”, or what counts whole to where its middle is: “hour” or “utc-day” of roll-ups."),
  buckets: z.array(z.looseObject({ start: time, end: time, inProgress: z.boolean() })),
  series: z.array(z.looseObject({ key: z.string(), values, total: z.number().nullable() })),
  totals: z.looseObject({ values, total: z.number().nullable() }),
  asOf: time,
});

/** It takes some tenths of a second. */
function stored(found: ModelCallView | null): ModelCallView {
  if (found) return found;
  throw new DomainError("not_found", "No call of the last hour is stored under this request id.");
}

const ModelUsage = z.looseObject({ range: z.looseObject({}), items: z.array(ModelUseView) });

const sums = {
  calls: z.number(),
  admitted: z.number(),
  refused: z.number(),
  unknown: z.number().describe("With a key that belongs to nobody; among the refused."),
  requests: z.number(),
  activeKeys: z.number().nullable(),
  activeTenants: z.number().nullable(),
  latencyMicros: z.number().nullable(),
};

const UsageTotals = z.looseObject({
  ...sums,
  range: z.looseObject({}),
  previous: z
    .looseObject({ ...sums, from: time, to: time })
    .nullable()
    .describe("The period of comparison; null when none was asked for."),
  newestBucket: time.nullable(),
  asOf: time,
});

const UsageTop = z.looseObject({
  range: z.looseObject({}),
  metric: z.string(),
  unit: z.string(),
  by: z.string(),
  grain: z.string(),
  items: z.array(
    z.looseObject({
      key: z.string().describe("What a filter takes: an id, an outcome, a resource."),
      label: z.string(),
      value: z.number(),
      calls: z.number(),
      share: z.number().describe("Of everything in the range, 0 to 1."),
      previous: z.number().nullable(),
    }),
  ),
  other: z
    .looseObject({ value: z.number(), share: z.number() })
    .nullable()
    .describe("All that is beyond the list."),
  total: z.number(),
  asOf: time,
});

const UsageHeatMap = z.looseObject({
  range: z.looseObject({}),
  metric: z.string(),
  unit: z.string(),
  values: z
    .array(z.array(z.number()))
    .describe("Seven rows of 24 hours, Monday first, in the zone of the range."),
  hours: z
    .array(z.array(z.number()))
    .describe("How often each hour of the week was there: what to divide by for an average."),
  total: z.number(),
  asOf: time,
});

export const usageEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/usage/series",
    tag: "Usage",
    summary: "Read usage over time, as a chart draws it.",
    where: "named",
    forTenant: call(usageSeries),
    forPlatform: call(platformUsageSeries),
    answer: { name: "UsageSeries", schema: UsageSeries },
  },
  {
    method: "GET",
    path: "/v1/usage/totals",
    tag: "Usage",
    summary: "Read what usage of a range came to in a handful of numbers, beside the period before.",
    where: "named",
    forTenant: call(usageTotals),
    forPlatform: call(platformUsageTotals),
    answer: { name: "UsageTotals", schema: UsageTotals },
  },
  {
    method: "GET",
    path: "/v1/usage/top",
    tag: "Usage",
    summary: "Read the largest keys, outcomes, resources or models of a range, and what is beyond them.",
    where: "named",
    forTenant: call(usageTop),
    forPlatform: call(platformUsageTop),
    answer: { name: "UsageTop", schema: UsageTop },
  },
  {
    method: "GET",
    path: "/v1/usage/heat-map",
    tag: "Usage",
    summary: "Read when calls come: by hour of the day and day of the week.",
    where: "named",
    forTenant: call(usageHeatMap),
    forPlatform: call(platformUsageHeatMap),
    answer: { name: "UsageHeatMap", schema: UsageHeatMap },
  },
  {
    method: "GET",
    path: "/v1/usage/explain",
    tag: "Usage",
    summary: "Read what made usage of a range differ from the range before, or from one that is chosen.",
    where: "named",
    forTenant: call(explainChange),
    forPlatform: call(explainPlatformChange),
    answer: { name: "UsageExplanation", schema: ExplanationView },
  },
  {
    method: "GET",
    path: "/v1/usage/forecast",
    tag: "Usage",
    summary: "Read what the running month, week or day of a tenant will come to, from the last four weeks.",
    where: "named",
    forTenant: call(forecastUsage),
    answer: { name: "UsageForecast", schema: ForecastView },
  },
  {
    method: "GET",
    path: "/v1/usage/values",
    tag: "Usage",
    summary: "List what usage can be narrowed to: resources, models, providers, payers or meters of 90 days.",
    where: "named",
    forTenant: call(listUsageValues),
    forPlatform: call(listAllUsageValues),
    answer: { name: "UsageValues", schema: z.looseObject({ of: z.string(), items: z.array(z.string()) }) },
  },
  {
    method: "GET",
    path: "/v1/usage/models",
    tag: "Usage",
    summary: "Read what language models were used for: tokens and dollars by model and payer.",
    where: "named",
    forTenant: call(modelUsage),
    forPlatform: call(platformModelUsage),
    answer: { name: "ModelUsage", schema: ModelUsage },
  },
  {
    method: "GET",
    path: "/v1/usage/model-calls/:id",
    tag: "Usage",
    summary:
      "Read what one call of a language model came to, of the last hour, by its X-Request-Id. 404 until it is stored.",
    where: "named",
    params: { id: "requestId" },
    forTenant: call(findModelCall, stored),
    answer: { name: "ModelCall", schema: ModelCallView },
  },
  {
    method: "GET",
    path: "/v1/usage/calls",
    tag: "Usage",
    summary: "List calls one by one, newest first, of the last 24 hours unless the range says otherwise.",
    where: "named",
    forTenant: call(listCalls),
    forPlatform: call(listAllCalls),
    answer: { name: "CallPage", schema: pageOf(CallView) },
  },
];
