"use server";
// What members can do with alerts and their rules.
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { deleteAlertRule } from "#lib/alerts/delete-alert-rule.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { resolveAlert } from "#lib/alerts/resolve-alert.ts";
import { testAlertRule } from "#lib/alerts/test-alert-rule.ts";
import { unmuteAlerts } from "#lib/alerts/unmute-alerts.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import { action } from "#lib/web/action.ts";

export const acknowledgeAlertAction = action(acknowledgeAlert, { refresh: true });
export const resolveAlertAction = action(resolveAlert, { refresh: true });
export const muteAlertAction = action(muteAlert, { refresh: true });
export const unmuteAlertsAction = action(unmuteAlerts, { refresh: true });
export const createAlertRuleAction = action(createAlertRule);
export const updateAlertRuleAction = action(updateAlertRule, { refresh: true });
export const deleteAlertRuleAction = action(deleteAlertRule, { refresh: true });
export const testAlertRuleAction = action(testAlertRule, { refresh: true });
