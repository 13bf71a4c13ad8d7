// Says that an alert is over, whatever its condition does for the rest of its period.
import { command } from "#lib/core/operation.ts";
import { readAlert, writeAlert } from "./alert-queries.ts";
import { AlertTarget } from "./schemas.ts";
import { tellEnded } from "./tell.ts";
import { type AlertView, toAlertView } from "./view.ts";

export const resolveAlert = command({
  name: "alert.resolve",
  on: "tenant",
  can: "alerts:write",
  input: AlertTarget,
  async run({ tx, now, tenantId, publicUrl, principal, audit, unchanged }, { alertId }): Promise<AlertView> {
    const before = await readAlert(tx, tenantId, alertId);
    if (!before.firing) {
      unchanged();
      return toAlertView(before, []);
    }
    const over = { firing: false, resolvedAt: now, resolvedByLabel: principal.actor.label, mailDue: false };
    const row = await writeAlert(tx, before, over);
    await tellEnded(tx, now, publicUrl, [row]);
    const after = toAlertView(row, []);
    audit({
      target: { type: "alert", id: row.id, label: row.title },
      before: toAlertView(before, []),
      after,
    });
    return after;
  },
});
