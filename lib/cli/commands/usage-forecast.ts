import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import { outlookWords } from "#lib/shared/outlook-words.ts";
import { type ForecastView, forecastUsage } from "#lib/usage/forecast-usage.ts";
import { type Call, display, steps } from "../cli.ts";

interface Options {
  tenant?: string;
  env?: string;
  timeZone: string;
  key?: string;
  of: string;
  period: string;
}

/** `--tenant`, `--env` and `--time-zone` are options of `usage` itself. */
export function addForecastCommand(noun: Command): void {
  noun
    .command("forecast")
    .description("what a period of --tenant will come to, and whether its quotas last")
    .option("--key <key>", "of one key, by its id")
    .option("--of <what>", "calls, requests, tokens or spend", "requests")
    .option("--period <period>", "month, week or day", "month")
    .action(
      steps<Options>(async (call) => {
        const { tenant, env, timeZone, key, of, period } = call.options;
        if (!tenant) throw invalidField("tenant", "Name the tenant by its id or client id.");
        const asked = { metric: of, period, key, environment: env, zone: timeZone };
        display(call, await call.run(forecastUsage, asked, await call.tenantId(tenant)), showForecast);
      }),
    );
}

function showForecast(view: ForecastView, { screen }: Call<unknown>): void {
  screen.note(view.words);
  screen.card([
    ["used so far", view.used],
    ["expected", view.forecast?.expected],
    ["at least", view.forecast?.low],
    ["at most", view.forecast?.high],
    ["unit", view.unit],
    ["learnt from", `${view.learntFromDays} days`],
  ]);
  screen.table(
    ["KEY", "LIMIT", "LEFT", "OF", "OUTLOOK"],
    view.limits.map((limit) => [
      limit.key?.name ?? "all keys",
      limit.name,
      limit.left,
      limit.limit,
      outlookWords(limit, view.period.zone),
    ]),
  );
}
