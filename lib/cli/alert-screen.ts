// Alerts, their rules and mutes as a person reads them.
import type { AlertRuleView, AlertView, MuteView, TenantsAlertView } from "#lib/alerts/view.ts";
import type { Page } from "#lib/core/page.ts";
import type { Call } from "./cli.ts";
import { shownTime } from "./screen.ts";

export function showAlerts({ items, nextCursor }: Page<AlertView>, { screen }: Call<unknown>): void {
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

export function showOfTenants(
  { items, nextCursor }: Page<TenantsAlertView>,
  { screen }: Call<unknown>,
): void {
  screen.table(
    ["ID", "TENANT", "SEVERITY", "WHAT", "SINCE", "TAKEN ON BY"],
    items.map(({ tenant, ...alert }) => [
      ...[alert.id, tenant.clientId, alert.severity, alert.title],
      ...[shownTime(alert.openedAt), alert.acknowledgedBy],
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

export function showAlert(alert: AlertView, { screen }: Call<unknown>): void {
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

export function showMute({ rule, subject, until, by }: MuteView, { screen }: Call<unknown>): void {
  screen.card([
    ["rule", shownAny(rule)],
    ["subject", shownAny(subject)],
    ["until", shownTime(until)],
    ["by", by],
  ]);
}

export function showRules({ items }: { items: AlertRuleView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "ON", "SEVERITY", "MAIL", "WEBHOOK", "SETTINGS"],
    items.map((rule) => [
      rule.id,
      rule.name,
      rule.enabled,
      rule.severity,
      rule.channels.mail ? rule.channels.mailRole : false,
      rule.channels.webhook,
      shownSettings(rule),
    ]),
  );
}

export function showRule(rule: AlertRuleView, { screen }: Call<unknown>): void {
  const { mail, mailRole, webhook } = rule.channels;
  screen.card([
    ["id", rule.id],
    ["name", rule.name],
    ["kind", rule.kind],
    ["on", rule.enabled],
    ["severity", rule.severity],
    ["settings", shownSettings(rule)],
    ["mail", mail ? `to ${mailRole} and above` : false],
    ["webhook", webhook],
    ["muted until", shownTime(rule.mutedUntil)],
  ]);
}

const shownSettings = ({ settings }: AlertRuleView) =>
  Object.entries(settings)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

export function showMutes({ items }: { items: MuteView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["RULE", "SUBJECT", "UNTIL", "BY"],
    items.map(({ rule, subject, until, by }) => [shownAny(rule), shownAny(subject), shownTime(until), by]),
  );
}

const shownAny = (text: string) => (text === "*" ? "all" : text);
