import type { Command } from "commander";
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { getAlert } from "#lib/alerts/get-alert.ts";
import { listAlertRules } from "#lib/alerts/list-alert-rules.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listMutes } from "#lib/alerts/list-mutes.ts";
import { listTenantsAlerts } from "#lib/alerts/list-tenants-alerts.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { resolveAlert } from "#lib/alerts/resolve-alert.ts";
import { testAlertRule } from "#lib/alerts/test-alert-rule.ts";
import { unmuteAlerts } from "#lib/alerts/unmute-alerts.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import { showAlert, showAlerts, showMute, showMutes, showOfTenants, showRules } from "../alert-screen.ts";
import { type Call, cli, display, runOwn, steps } from "../cli.ts";
import { readDuration } from "../words.ts";
import { addRuleCommands } from "./alert-rules.ts";

const WHOSE = "of one tenant, by id or client id; left out, the platform's own";

interface Options {
  tenant?: string;
}

export function alerts(noun: Command): void {
  noun
    .command("list")
    .description("newest first")
    .option("--tenant <tenant>", WHOSE)
    .option("--state <state>", "firing, over or all", "all")
    .option("--kind <kind>", "such as refusals_burst")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      steps<Options & Record<string, string>>(async (call) => {
        const { state, kind, limit, cursor } = call.options;
        display(call, await runOwn(call, listAlerts, { state, kind, limit, cursor }), showAlerts);
      }),
    );

  noun
    .command("of-tenants")
    .description("what fires in any tenant now, newest first")
    .option("--kind <kind>", "such as refusals_burst")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listTenantsAlerts, {
        input: ({ options: { kind, limit, cursor } }: Call<Record<string, string>>) => ({
          ...{ kind, limit, cursor },
        }),
        show: showOfTenants,
      }),
    );

  noun
    .command("show <alert>")
    .description("one alert, by its id")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, getAlert, { alertId: call.args[0] }), showAlert);
      }),
    );

  noun
    .command("ack <alert>")
    .description("say that somebody has taken it on")
    .option("--tenant <tenant>", WHOSE)
    .option("--note <text>", "what is done about it")
    .action(
      steps<Options & { note?: string }>(async (call) => {
        const input = { alertId: call.args[0], note: call.options.note };
        display(call, await runOwn(call, acknowledgeAlert, input), showAlert);
      }),
    );

  noun
    .command("resolve <alert>")
    .description("say that it is over, for the rest of its period")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, resolveAlert, { alertId: call.args[0] }), showAlert);
      }),
    );

  noun
    .command("mute <alert>")
    .description("tell nobody of alerts like this one for a while")
    .option("--tenant <tenant>", WHOSE)
    .option("--for <duration>", "such as 8h, 7d or 2w", "7d")
    .option("--what <what>", "both, rule or subject: how much is muted", "both")
    .action(
      steps<Options & { for: string; what: string }>(async (call) => {
        const seconds = readDuration(call.options.for, "for");
        const until = new Date(call.now().getTime() + seconds * 1_000).toISOString();
        const input = { alertId: call.args[0], what: call.options.what, until };
        display(call, await runOwn(call, muteAlert, input), showMute);
      }),
    );

  noun
    .command("mutes")
    .description("what nobody is told of now")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, listMutes, {}), showMutes);
      }),
    );

  noun
    .command("unmute <rule> [subject]")
    .description("end a mute before its time, named as `alerts mutes` does")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        const [rule, subject = "*"] = call.args.map((word) => (word === "all" ? "*" : word));
        display(call, await runOwn(call, unmuteAlerts, { rule, subject }), showMute);
      }),
    );

  noun
    .command("rules")
    .description("what people are told of; with --on, --off or --test, one of them")
    .option("--tenant <tenant>", WHOSE)
    .option("--on <rule>", "switch a rule on")
    .option("--off <rule>", "switch a rule off")
    .option("--test <rule>", "send a marked alert through each of its channels")
    .action(
      steps<Options & { on?: string; off?: string; test?: string }>(async (call) => {
        const { on, off, test } = call.options;
        if (test) return display(call, await runOwn(call, testAlertRule, { ruleId: test }), showAlert);
        for (const [ruleId, enabled] of [
          [on, true],
          [off, false],
        ] as const)
          if (ruleId) await runOwn(call, updateAlertRule, { ruleId, enabled });
        display(call, await runOwn(call, listAlertRules, {}), showRules);
      }),
    );

  addRuleCommands(noun);
}
