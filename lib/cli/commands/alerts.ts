import type { Command } from "commander";
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { listAlertRules } from "#lib/alerts/list-alert-rules.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listTenantsAlerts } from "#lib/alerts/list-tenants-alerts.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { resolveAlert } from "#lib/alerts/resolve-alert.ts";
import { testAlertRule } from "#lib/alerts/test-alert-rule.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import type { AlertRuleView, AlertView, MuteView, TenantsAlertView } from "#lib/alerts/view.ts";
import type { Page } from "#lib/core/page.ts";
import { type Call, cli, display, runOwn, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { readDuration } from "../words.ts";

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
}

function showAlerts({ items, nextCursor }: Page<AlertView>, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "STATE", "SEVERITY", "WHAT", "SINCE", "TAKEN ON BY"],
    items.map((alert) => [
      alert.id,
      alert.muted ? `${alert.state}, muted` : alert.state,
      alert.severity,
      alert.title,
      shownTime(alert.openedAt),
      alert.acknowledgedBy,
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

function showOfTenants({ items, nextCursor }: Page<TenantsAlertView>, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "TENANT", "SEVERITY", "WHAT", "SINCE", "TAKEN ON BY"],
    items.map(({ tenant, ...alert }) => [
      ...[alert.id, tenant.clientId, alert.severity, alert.title],
      ...[shownTime(alert.openedAt), alert.acknowledgedBy],
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

function showAlert(alert: AlertView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", alert.id],
    ["what", alert.title],
    ["", alert.text],
    ["state", alert.state],
    ["since", shownTime(alert.openedAt)],
    ["taken on by", alert.acknowledgedBy],
    ["note", alert.note],
  ]);
}

function showMute({ rule, subject, until, by }: MuteView, { screen }: Call<unknown>): void {
  screen.card([
    ["rule", rule === "*" ? "all" : rule],
    ["subject", subject === "*" ? "all" : subject],
    ["until", shownTime(until)],
    ["by", by],
  ]);
}

function showRules({ items }: { items: AlertRuleView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "ON", "SEVERITY", "MAIL", "WEBHOOK", "SETTINGS"],
    items.map((rule) => [
      rule.id,
      rule.name,
      rule.enabled,
      rule.severity,
      rule.channels.mail ? rule.channels.mailRole : false,
      rule.channels.webhook,
      Object.entries(rule.settings)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ]),
  );
}
