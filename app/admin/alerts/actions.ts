"use server";
// What staff can do with the platform’s own alerts and their rules.
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { deleteAlertRule } from "#lib/alerts/delete-alert-rule.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { resolveAlert } from "#lib/alerts/resolve-alert.ts";
import { testAlertRule } from "#lib/alerts/test-alert-rule.ts";
import { unmuteAlerts } from "#lib/alerts/unmute-alerts.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { action } from "#lib/web/action.ts";

export const acknowledgeAlertOfPlatformAction = action(platformOwn(acknowledgeAlert), { refresh: true });
export const resolveAlertOfPlatformAction = action(platformOwn(resolveAlert), { refresh: true });
export const muteAlertOfPlatformAction = action(platformOwn(muteAlert), { refresh: true });
export const unmuteAlertsOfPlatformAction = action(platformOwn(unmuteAlerts), { refresh: true });
export const createAlertRuleOfPlatformAction = action(platformOwn(createAlertRule));
export const updateAlertRuleOfPlatformAction = action(platformOwn(updateAlertRule), { refresh: true });
export const deleteAlertRuleOfPlatformAction = action(platformOwn(deleteAlertRule), { refresh: true });
export const testAlertRuleOfPlatformAction = action(platformOwn(testAlertRule), { refresh: true });
