// Sends a marked alert through every channel of a rule, so that somebody sees that it arrives. It is over at once.
import { alerts } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { readRule } from "./rule-queries.ts";
import { AlertRuleTarget } from "./schemas.ts";
import { tellOpened } from "./tell.ts";
import { type AlertView, toAlertView } from "./view.ts";

export const testAlertRule = command({
  name: "alert_rule.test",
  on: "tenant",
  can: "alerts:write",
  input: AlertRuleTarget,
  async run({ tx, now, tenantId, publicUrl, principal, audit }, { ruleId }): Promise<AlertView> {
    const { rule } = await readRule(tx, tenantId, ruleId);
    const id = newId("alt");
    const [row] = await tx
      .insert(alerts)
      .values({
        ...{
          tenantId,
          id,
          rule: rule.id,
          kind: rule.kind,
          severity: rule.severity,
          test: true,
          muted: false,
        },
        ...{
          subject: "test",
          subjectLabel: "Test",
          keyId: null,
          period: `test ${id}`,
          path: "/alerts/rules",
        },
        title: rule.name,
        text: `${principal.actor.label} tries the rule; nothing has happened.`,
        ...{ firing: false, openedAt: now, seenAt: now, resolvedAt: now, mailDue: rule.channels.mail },
        resolvedByLabel: principal.actor.label,
      })
      .returning();
    if (!row) throw new Error("an alert without its row");
    await tellOpened(tx, now, publicUrl, [row]);
    const after = toAlertView(row, []);
    const target = { type: "alert_rule", id: rule.id, label: rule.name };
    audit({ target, after: { alertId: id, ...rule.channels } });
    return after;
  },
});
