// The paths of what happened: the audit trail, and usage over time.
import { z } from "zod";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { pageOf } from "#lib/core/page.ts";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import { listUnknownKeys } from "#lib/unknown-keys/list-unknown-keys.ts";
import { UnknownKeyView } from "#lib/unknown-keys/view.ts";
import { CallView } from "#lib/usage/call-view.ts";
import { explainChange } from "#lib/usage/explain-change.ts";
import { explainPlatformChange } from "#lib/usage/explain-platform-change.ts";
import { ExplanationView } from "#lib/usage/explain-read.ts";
import { ForecastView, forecastUsage } from "#lib/usage/forecast-usage.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { listAllUsageValues } from "#lib/usage/list-all-usage-values.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { listUsageValues } from "#lib/usage/list-usage-values.ts";
import { modelUsage } from "#lib/usage/model-usage.ts";
import { ModelUseView } from "#lib/usage/models.ts";
import { platformModelUsage } from "#lib/usage/platform-model-usage.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const time = z.iso.datetime();
const values = z.array(z.number().nullable());

const AuditEntry = z.looseObject({
  id: z.string(),
  seq: z.int(),
  at: time,
  action: z.string(),
  summary: z.string(),
  actor: z.looseObject({ type: z.string(), id: z.string().nullable(), label: z.string() }),
  target: z.looseObject({ type: z.string(), id: z.string(), label: z.string().nullable() }).nullable(),
  changes: z.array(z.looseObject({})),
  requestId: z.string().nullable(),
  hash: z.string(),
});

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

const ModelUsage = z.looseObject({ range: z.looseObject({}), items: z.array(ModelUseView) });

export const activityEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/audit",
    tag: "Audit",
    summary: "Read the audit trail, newest first.",
    where: "named",
    forTenant: call(listAudit),
    forPlatform: call(listPlatformAudit),
    answer: { name: "AuditPage", schema: pageOf(AuditEntry) },
  },
  {
    method: "GET",
    path: "/v1/unknown-keys",
    tag: "Keys",
    summary:
      "List secrets that were refused, and from where, the latest first; for a tenant those of its own keys.",
    where: "named",
    forTenant: call(listUnknownKeys),
    forPlatform: call(listAllUnknownKeys),
    answer: { name: "UnknownKeyPage", schema: pageOf(UnknownKeyView) },
  },
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
    path: "/v1/usage/calls",
    tag: "Usage",
    summary: "List calls one by one, newest first, of the last 24 hours unless the range says otherwise.",
    where: "named",
    forTenant: call(listCalls),
    forPlatform: call(listAllCalls),
    answer: { name: "CallPage", schema: pageOf(CallView) },
  },
];
