import type { Command } from "commander";
import type { UsageHeatMapView } from "#lib/usage/heat-map.ts";
import { platformUsageHeatMap } from "#lib/usage/platform-usage-heat-map.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTotalsView } from "#lib/usage/totals.ts";
import { usageHeatMap } from "#lib/usage/usage-heat-map.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { type Call, display, steps } from "../cli.ts";
import { type Cell, shownTime } from "../screen.ts";
import { givenOf, questionOf, type UsageOptions } from "./usage-question.ts";

interface Options extends UsageOptions {
  compare?: string;
  granularity?: string;
}

export function addSumsCommands(noun: Command): void {
  noun
    .command("totals")
    .description("what a range came to in a handful of numbers, beside the time before")
    .option("--compare <what>", "previous, weekdays or none", "previous")
    .action(
      steps<Options>(async (call) => {
        const { metric: _, ...question } = questionOf(call);
        const asked = { ...question, compare: call.options.compare };
        const { tenant } = call.options;
        const totals = tenant
          ? await call.run(usageTotals, asked, await call.tenantId(tenant))
          : await call.run(platformUsageTotals, asked);
        display(call, totals, showTotals);
      }),
    );
  noun
    .command("series")
    .description("usage over time, a line per hour, day or month; --group-by none has one column")
    .option("--granularity <width>", "15m, 1h, 1d, 1w or 1mo")
    .action(
      steps<Options>(async (call) => {
        const { tenant, groupBy, granularity } = call.options;
        const asked = { ...questionOf(call), groupBy, granularity };
        const series = tenant
          ? await call.run(usageSeries, asked, await call.tenantId(tenant))
          : await call.run(platformUsageSeries, asked);
        display(call, series, showSeries);
      }),
    );
  noun
    .command("heat-map")
    .description("when calls come, by hour of the day and day of the week, in --time-zone")
    .action(
      steps<Options>(async (call) => {
        const asked = givenOf(questionOf(call));
        const { tenant } = call.options;
        const map = tenant
          ? await call.run(usageHeatMap, asked, await call.tenantId(tenant))
          : await call.run(platformUsageHeatMap, asked);
        display(call, map, showHeatMap);
      }),
    );
}

function showTotals(view: UsageTotalsView, { screen }: Call<unknown>): void {
  const { range, previous } = view;
  screen.note(`${shownTime(range.from)} to ${shownTime(range.to)}`);
  if (previous) screen.note(`before: ${shownTime(previous.from)} to ${shownTime(previous.to)}`);
  const line = (name: string, field: "calls" | "admitted" | "refused" | "unknown" | "requests") =>
    [name, view[field], previous?.[field]] as Cell[];
  screen.table(
    ["", "NOW", "BEFORE"],
    [
      line("calls", "calls"),
      line("admitted", "admitted"),
      line("refused", "refused"),
      line("with unknown keys", "unknown"),
      line("requests", "requests"),
      ["active keys", view.activeKeys, previous?.activeKeys],
      ["active tenants", view.activeTenants, previous?.activeTenants],
      ["average decision, µs", view.latencyMicros, previous?.latencyMicros],
    ],
  );
}

function showSeries(view: UsageSeriesView, { screen }: Call<unknown>): void {
  const { range, series, buckets, totals } = view;
  screen.note(`${shownTime(range.from)} to ${shownTime(range.to)}, in ${view.unit}`);
  if (view.grain !== "exact") screen.note(`counted by the whole ${view.grain}`);
  const several = series.length > 1;
  screen.table(
    ["FROM", ...series.map(({ label }) => label), ...(several ? ["all"] : [])],
    [...buckets.keys()].map((at) => [
      shownTime(buckets[at]!.start),
      ...series.map(({ values }) => values[at]),
      ...(several ? [totals.values[at]] : []),
    ]),
  );
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function showHeatMap(view: UsageHeatMapView, { screen }: Call<unknown>): void {
  const { range, values } = view;
  screen.note(`${shownTime(range.from)} to ${shownTime(range.to)}, in ${view.unit}, hours of ${range.zone}`);
  screen.table(
    ["HOUR", ...DAYS],
    Array.from({ length: 24 }, (_, hour) => [
      String(hour).padStart(2, "0"),
      ...values.map((day) => day[hour]),
    ]),
  );
}
