// Tells nobody of alerts like this one until a moment. They stand in the inbox all the same.
import { alertMutes } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { readAlert, writeAlert } from "./alert-queries.ts";
import { MuteAlert } from "./schemas.ts";
import type { MuteView } from "./view.ts";

const LONGEST_DAYS = 366;

export const muteAlert = command({
  name: "alert.mute",
  on: "tenant",
  can: "alerts:write",
  input: MuteAlert,
  async run({ tx, now, tenantId, principal, audit }, { alertId, what, until: text }): Promise<MuteView> {
    const alert = await readAlert(tx, tenantId, alertId);
    const until = new Date(text);
    if (until <= now || until.getTime() - now.getTime() > LONGEST_DAYS * DAY_MS)
      throw invalidField("until", "Give a time in the future, at most a year from now.");
    const row = {
      tenantId,
      rule: what === "subject" ? "*" : alert.rule,
      subject: what === "rule" ? "*" : alert.subject,
      ...{ until, createdAt: now, createdByLabel: principal.actor.label },
    };
    await tx
      .insert(alertMutes)
      .values(row)
      .onConflictDoUpdate({
        target: [alertMutes.tenantId, alertMutes.rule, alertMutes.subject],
        set: { until, createdByLabel: row.createdByLabel, createdAt: now },
      });
    await writeAlert(tx, alert, { muted: true, mailDue: false });
    const after = {
      rule: row.rule,
      subject: row.subject,
      until: until.toISOString(),
      by: row.createdByLabel,
    };
    audit({ target: { type: "alert", id: alert.id, label: alert.title }, after });
    return after;
  },
});
