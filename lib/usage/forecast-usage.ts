// What the running period will come to.
import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";
import { FEWEST_DAYS, type Forecast, forecast, paceOf } from "./forecast.ts";
import { daysAhead, PERIODS, readDays, runningPeriod } from "./forecast-days.ts";
import { readKeyOutlooks } from "./forecast-limits.ts";
import { LimitOutlook } from "./forecast-outlook.ts";
import { readQuotas } from "./forecast-quotas.ts";
import { forecastWords } from "./forecast-words.ts";
import { idOf } from "./id-of.ts";
import { tenantZone } from "./queries.ts";
import { isZone } from "./zone.ts";

export const FORECAST_METRICS = ["calls", "requests", "tokens", "spend"] as const;

const MOST_LIMITS = 10;
const amount = z.number();

export const ForecastView = z.strictObject({
  metric: z.enum(FORECAST_METRICS),
  unit: z.enum(["calls", "requests", "tokens", "micros"]).describe("“micros” are millionths of a dollar."),
  period: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime(), zone: z.string() }),
  used: amount,
  forecast: z
    .strictObject({ expected: amount, low: amount, high: amount })
    .nullable()
    .describe("Null while there are too few whole days to learn from."),
  learntFromDays: z.int(),
  limits: z
    .array(LimitOutlook)
    .describe(
      "Whether quotas last: those of the key that is named, else the tenant’s that are nearest to their end.",
    ),
  words: z.string(),
  asOf: z.iso.datetime(),
});
export type ForecastView = z.infer<typeof ForecastView>;

/** Of the calendar month, week or day that is running, in the zone that is named or the tenant's. */
export const forecastUsage = query({
  name: "usage.forecast",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({
    metric: z.enum(FORECAST_METRICS).default("requests"),
    period: z.enum(PERIODS).default("month"),
    key: idOf("key").optional(),
    environment: z.enum(ENVIRONMENTS).optional(),
    zone: z.string().refine(isZone, "Give an IANA time zone, such as Asia/Kolkata.").optional(),
  }),
  async run(context, { metric, key, environment, ...asked }): Promise<ForecastView> {
    const { tx, now, tenantId } = context;
    const zone = asked.zone ?? (await tenantZone(tx, tenantId));
    const period = runningPeriod(asked.period, zone, now);
    const { days, used } = await readDays(
      tx,
      { tenantId, meter: metric, keyId: key, environment },
      period,
      now,
    );
    const pace = paceOf(days);
    const coming = pace && forecast(pace, used, await daysAhead(tx, period.to, zone, now));
    const view = {
      metric,
      unit: metric === "spend" ? ("micros" as const) : metric,
      period: { from: period.from.toISOString(), to: period.to.toISOString(), zone },
      used: Math.round(used),
      forecast: coming && rounded(coming),
      learntFromDays: pace?.days ?? 0,
      limits: key ? await readKeyOutlooks(context, key) : await readQuotas(context, MOST_LIMITS),
      asOf: now.toISOString(),
    };
    return { ...view, words: forecastWords(view, FEWEST_DAYS) };
  },
});

const rounded = ({ expected, low, high }: Forecast): Forecast => ({
  expected: Math.round(expected),
  low: Math.round(low),
  high: Math.round(high),
});
