// Ends a rule of a tenant's own. One that comes with the product becomes what it was at first.
import { command } from "#lib/core/operation.ts";
import { defaultRule } from "./defaults.ts";
import { deleteRule, readRule } from "./rule-queries.ts";
import { AlertRuleTarget } from "./schemas.ts";
import { type AlertRuleView, toRuleView } from "./view.ts";

export const deleteAlertRule = command({
  name: "alert_rule.delete",
  on: "tenant",
  can: "alerts:write",
  input: AlertRuleTarget,
  async run({ tx, tenantId, audit, unchanged }, { ruleId }): Promise<AlertRuleView> {
    const record = await readRule(tx, tenantId, ruleId);
    const before = toRuleView(record, []);
    if (!record.row) {
      unchanged();
      return before;
    }
    await deleteRule(tx, tenantId, ruleId);
    const after = before.builtIn
      ? toRuleView({ rule: defaultRule(before.kind), row: null }, [])
      : { ...before, enabled: false };
    audit({ target: { type: "alert_rule", id: ruleId, label: before.name }, before, after });
    return after;
  },
});
