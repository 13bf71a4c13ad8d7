// The paths of alerts and their rules, of the tenant that is named or else of the platform.
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { deleteAlertRule } from "#lib/alerts/delete-alert-rule.ts";
import { getAlert } from "#lib/alerts/get-alert.ts";
import { getAlertRule } from "#lib/alerts/get-alert-rule.ts";
import { listAlertRules } from "#lib/alerts/list-alert-rules.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listMutes } from "#lib/alerts/list-mutes.ts";
import { listTenantsAlerts } from "#lib/alerts/list-tenants-alerts.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { resolveAlert } from "#lib/alerts/resolve-alert.ts";
import { testAlertRule } from "#lib/alerts/test-alert-rule.ts";
import { unmuteAlerts } from "#lib/alerts/unmute-alerts.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import { AlertRuleView, AlertView, MuteView, TenantsAlertView } from "#lib/alerts/view.ts";
import type { Operation } from "#lib/core/operation.ts";
import { pageOf } from "#lib/core/page.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const tag = "Alerts";
const alert = { name: "Alert", schema: AlertView };
const rule = { name: "AlertRule", schema: AlertRuleView };
const mute = { name: "AlertMute", schema: MuteView };

/** The same operation for a tenant and for the platform's own. */
function forBoth<Input, Output>(operation: Operation<Input, Output>) {
  return {
    tag,
    where: "named" as const,
    forTenant: call(operation),
    forPlatform: call(platformOwn(operation)),
  };
}

const ofAlert = { params: { id: "alertId" }, answer: alert };
const ofRule = { params: { id: "ruleId" }, answer: rule };

export const alertEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/alerts",
    summary: "List alerts, the newest first.",
    ...forBoth(listAlerts),
    answer: { name: "AlertPage", schema: pageOf(AlertView) },
  },
  {
    method: "GET",
    path: "/v1/tenants-alerts",
    summary: "List what fires in any tenant now, the newest first.",
    tag,
    where: "platform",
    forPlatform: call(listTenantsAlerts),
    answer: { name: "TenantsAlertPage", schema: pageOf(TenantsAlertView) },
  },
  { method: "GET", path: "/v1/alerts/:id", summary: "One alert.", ...forBoth(getAlert), ...ofAlert },
  {
    method: "POST",
    path: "/v1/alerts/:id/acknowledge",
    summary: "Say that somebody has taken an alert on.",
    ...forBoth(acknowledgeAlert),
    ...ofAlert,
  },
  {
    method: "POST",
    path: "/v1/alerts/:id/resolve",
    summary: "Say that an alert is over, for the rest of its period.",
    ...forBoth(resolveAlert),
    ...ofAlert,
  },
  {
    method: "POST",
    path: "/v1/alerts/:id/mute",
    summary: "Tell nobody of alerts like this one until a moment.",
    ...forBoth(muteAlert),
    params: { id: "alertId" },
    answer: mute,
  },
  {
    method: "GET",
    path: "/v1/alert-mutes",
    summary: "List what nobody is told of now.",
    ...forBoth(listMutes),
    answer: { name: "AlertMutePage", schema: pageOf(MuteView) },
  },
  {
    method: "POST",
    path: "/v1/alert-mutes/end",
    summary: "End a mute before its time.",
    ...forBoth(unmuteAlerts),
    answer: mute,
  },
  {
    method: "GET",
    path: "/v1/alert-rules",
    summary: "List rules: those that come with the product, then one's own.",
    ...forBoth(listAlertRules),
    answer: { name: "AlertRulePage", schema: pageOf(AlertRuleView) },
  },
  {
    method: "POST",
    path: "/v1/alert-rules",
    summary: "Make a rule of one's own, on any measure that a chart shows.",
    ...forBoth(createAlertRule),
    answer: rule,
    status: 201,
    repeatable: true,
  },
  { method: "GET", path: "/v1/alert-rules/:id", summary: "One rule.", ...forBoth(getAlertRule), ...ofRule },
  {
    method: "PATCH",
    path: "/v1/alert-rules/:id",
    summary: "Change a rule; what is left out stays.",
    ...forBoth(updateAlertRule),
    ...ofRule,
  },
  {
    method: "POST",
    path: "/v1/alert-rules/:id/delete",
    summary: "Delete a rule of one's own; one that comes with the product becomes what it was at first.",
    ...forBoth(deleteAlertRule),
    ...ofRule,
  },
  {
    method: "POST",
    path: "/v1/alert-rules/:id/test",
    summary: "Send a marked alert through each channel of a rule.",
    ...forBoth(testAlertRule),
    ...ofAlert,
    params: { id: "ruleId" },
  },
];
