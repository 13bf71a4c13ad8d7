import type { Command } from "commander";
import { RANGE_IDS } from "#lib/shared/range.ts";
import { METRICS } from "#lib/usage/metric.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import type { UsageTopView } from "#lib/usage/top.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { type Call, display, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { addCallsCommand } from "./usage-calls.ts";
import { addDaysCommands } from "./usage-days.ts";
import { addExplainCommand } from "./usage-explain.ts";
import { addForecastCommand } from "./usage-forecast.ts";
import { addModelsCommand } from "./usage-models.ts";
import { questionOf, type UsageOptions } from "./usage-question.ts";
import { addSumsCommands } from "./usage-sums.ts";

interface Options extends UsageOptions {
  top: string;
}

export function usage(command: Command): void {
  addCallsCommand(command);
  addDaysCommands(command);
  addForecastCommand(command);
  addExplainCommand(command);
  addSumsCommands(command);
  addModelsCommand(command);
  command
    .option(
      "--since <range>",
      `a duration such as 7d, a day, or one of ${RANGE_IDS.slice(0, -1).join(", ")}`,
      "7d",
    )
    .option("--until <day>", "the last day, when --since is a day")
    .option(
      "--group-by <what>",
      "key, outcome, environment, legacy, resource, scope, model, provider, payer, none, or tenant over all tenants",
      "key",
    )
    .option("--tenant <tenant>", "of one tenant, by id or client id")
    .option("--env <environment>", "live or test")
    .option("--metric <metric>", METRICS.join(", "), "calls")
    .option("--meter <meter>", "the meter that the metric “meter” is about")
    .option("--key <keys>", "only these keys, by their ids, with commas")
    .option("--outcome <outcomes>", "such as VALID or RATE_LIMITED, with commas")
    .option("--resource <resources>", "only these resources, with commas")
    .option("--scope <scopes>", "only calls that needed these scopes, with commas")
    .option("--model <models>", "only these models, as provider/model, with commas")
    .option("--time-zone <zone>", "in which days begin and end", "UTC")
    .option("--top <number>", "the largest, at most 50", "20")
    .action(
      steps<Options>(async (call) => {
        const { groupBy, top: most, tenant } = call.options;
        const question = { ...questionOf(call), by: groupBy, most };
        const top = tenant
          ? await call.run(usageTop, question, await call.tenantId(tenant))
          : await call.run(platformUsageTop, question);
        display(call, top, showTop);
      }),
    );
}

function showTop(view: UsageTopView, { screen }: Call<unknown>): void {
  screen.note(`${shownTime(view.range.from)} to ${shownTime(view.range.to)}, in ${view.unit}`);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const rows = view.items.map((item) => [item.label, item.value, percent(item.share)]);
  if (view.other) rows.push(["other", view.other.value, percent(view.other.share)]);
  if (rows.length > 0) rows.push(["all", view.total, ""]);
  screen.table([view.by.toUpperCase(), view.metric.toUpperCase(), "SHARE"], rows);
}
