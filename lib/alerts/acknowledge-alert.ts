// Says that somebody has taken an alert on, and what they do about it.
import { command } from "#lib/core/operation.ts";
import { readAlert, writeAlert } from "./alert-queries.ts";
import { AcknowledgeAlert } from "./schemas.ts";
import { type AlertView, toAlertView } from "./view.ts";

export const acknowledgeAlert = command({
  name: "alert.acknowledge",
  on: "tenant",
  can: "alerts:write",
  input: AcknowledgeAlert,
  async run({ tx, now, tenantId, principal, audit, unchanged }, { alertId, note }): Promise<AlertView> {
    const before = await readAlert(tx, tenantId, alertId);
    if (before.acknowledgedAt && (note ?? before.note) === before.note) {
      unchanged();
      return toAlertView(before, []);
    }
    const row = await writeAlert(tx, before, {
      acknowledgedAt: before.acknowledgedAt ?? now,
      acknowledgedByLabel: before.acknowledgedByLabel ?? principal.actor.label,
      note: note ?? before.note,
      mailDue: false,
    });
    const after = toAlertView(row, []);
    audit({
      target: { type: "alert", id: row.id, label: row.title },
      before: toAlertView(before, []),
      after,
    });
    return after;
  },
});
