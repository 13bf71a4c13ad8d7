import { and, eq } from "drizzle-orm";
import { alertMutes, alerts } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { Unmute } from "./schemas.ts";
import { type MuteView, toMuteView } from "./view.ts";

/** Ends a mute before its time. */
export const unmuteAlerts = command({
  name: "alert.unmute",
  on: "tenant",
  can: "alerts:write",
  input: Unmute,
  async run({ tx, tenantId, audit }, { rule, subject }): Promise<MuteView> {
    const [row] = await tx
      .delete(alertMutes)
      .where(
        and(eq(alertMutes.tenantId, tenantId), eq(alertMutes.rule, rule), eq(alertMutes.subject, subject)),
      )
      .returning();
    if (!row) throw notFound("mute");
    await tx
      .update(alerts)
      .set({ muted: false })
      .where(
        and(
          eq(alerts.tenantId, tenantId),
          alerts.firing,
          rule === "*" ? undefined : eq(alerts.rule, rule),
          subject === "*" ? undefined : eq(alerts.subject, subject),
        ),
      );
    const view = toMuteView(row);
    audit({ target: { type: "alert_mute", id: `${rule} ${subject}` }, before: view });
    return view;
  },
});
