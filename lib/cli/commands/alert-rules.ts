// Rules of alerts: one's own are made, changed and deleted; those that come with the product are changed and put back.
import type { Command } from "commander";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { DEFAULT_SETTINGS } from "#lib/alerts/defaults.ts";
import { deleteAlertRule } from "#lib/alerts/delete-alert-rule.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import { invalidField } from "#lib/core/errors.ts";
import { ALERT_METRICS } from "#lib/shared/alerts.ts";
import { showRule } from "../alert-screen.ts";
import { confirmed } from "../ask.ts";
import { display, runOwn, steps } from "../cli.ts";
import { collect, readDuration } from "../words.ts";

interface Options {
  tenant?: string;
  name?: string;
  metric?: string;
  meter?: string;
  key?: string;
  env?: string;
  above?: string;
  below?: string;
  window?: string;
  severity?: string;
  mail?: boolean;
  mailRole?: string;
  webhook?: boolean;
  set?: string[];
}

const NUMBER = /^\d{1,15}(\.\d{1,6})?$/;
const MINUTE_SECONDS = 60;
const WHOSE = "of one tenant, by id or client id; left out, the platform's own";

export function addRuleCommands(noun: Command): void {
  ruleOptions(noun.command("create-rule"))
    .description("be told of more or less than so much of what charts show")
    .requiredOption("--name <name>", "what it is called")
    .action(
      steps<Options>(async (call) => {
        const { name, severity, metric = "calls", window = "1h" } = call.options;
        const settings = settingsOf({ ...call.options, metric, window });
        if (!("value" in settings)) throw invalidField("above", "Say --above or --below which number.");
        const input = { name, severity, settings, channels: channelsOf(call.options) };
        display(call, await runOwn(call, createAlertRule, input), showRule);
      }),
    );

  ruleOptions(noun.command("update-rule <rule>"))
    .description("change what is given, leave the rest; `alerts rules` switches one on or off")
    .option("--name <name>", "what it is called")
    .option(
      "--set <setting>",
      "of a rule that comes with the product, such as percents=80,100; repeatable",
      collect,
    )
    .action(
      steps<Options>(async (call) => {
        const { name, severity } = call.options;
        const settings = settingsOf(call.options);
        const changed = Object.keys(settings).length > 0 ? settings : undefined;
        const input = { name, severity, settings: changed, channels: channelsOf(call.options) };
        display(call, await runOwn(call, updateAlertRule, { ruleId: call.args[0], ...input }), showRule);
      }),
    );

  noun
    .command("delete-rule <rule>")
    .description("delete a rule of one's own; one that comes with the product becomes what it was at first")
    .option("--tenant <tenant>", WHOSE)
    .option("-y, --yes", "do not ask")
    .action(
      steps<Options & { yes?: boolean }>(async (call) => {
        await confirmed("Nobody is told by it as it is now. Delete it?", call.options.yes);
        display(call, await runOwn(call, deleteAlertRule, { ruleId: call.args[0] }), showRule);
      }),
    );
}

function ruleOptions(command: Command): Command {
  return command
    .option("--tenant <tenant>", WHOSE)
    .option("--metric <metric>", `what is measured: ${ALERT_METRICS.join(", ")}; calls at first`)
    .option("--meter <meter>", "of the metric meter, which one")
    .option("--key <key>", "of one key, by its id; `all` for all")
    .option("--env <environment>", "live, test or all")
    .option("--above <number>", "when it is more")
    .option("--below <number>", "when it is less")
    .option("--window <duration>", "in the last 15m to 1d; 1h at first")
    .option("--severity <severity>", "info, warning or critical")
    .option("--mail", "tell people by mail")
    .option("--no-mail", "send no mail")
    .option("--mail-role <role>", "members with at least this role")
    .option("--webhook", "tell webhooks")
    .option("--no-webhook", "tell no webhook");
}

/** Those that are named alone. */
function settingsOf({ metric, meter, key, env, above, below, window, set }: Options): object {
  if (above !== undefined && below !== undefined)
    throw invalidField("below", "Say --above or --below, not both.");
  const value = above ?? below;
  return {
    ...(metric !== undefined && { metric }),
    ...(meter !== undefined && { meter }),
    ...(key !== undefined && { keyId: key === "all" ? null : key }),
    ...(env !== undefined && { environment: env === "all" ? null : env }),
    ...(value !== undefined && {
      comparison: above === undefined ? "below" : "above",
      value: readNumber(value, above === undefined ? "below" : "above"),
    }),
    ...(window !== undefined && { windowMinutes: readDuration(window, "window") / MINUTE_SECONDS }),
    ...Object.fromEntries((set ?? []).map(readSetting)),
  };
}

function channelsOf({ mail, mailRole, webhook }: Options): object | undefined {
  const given = Object.entries({ mail, mailRole, webhook }).filter(([, value]) => value !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** Settings that are lists, of whichever kind of rule. */
const LISTS = new Set(
  Object.values(DEFAULT_SETTINGS).flatMap((settings) =>
    Object.entries(settings).flatMap(([name, value]) => (Array.isArray(value) ? [name] : [])),
  ),
);

/** "refusedPercent=30", "percents=80,100", "unreachable=true". */
function readSetting(text: string): [name: string, value: unknown] {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (!name || !value)
    throw invalidField("set", `"${text}" is no setting; write one such as refusedPercent=30.`);
  return [name, LISTS.has(name) ? value.split(",").map((one) => readNumber(one, "set")) : readValue(value)];
}

function readNumber(text: string, field: string): number {
  if (NUMBER.test(text)) return Number(text);
  throw invalidField(field, `"${text}" is no number.`);
}

function readValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return NUMBER.test(text) ? Number(text) : text;
}
