// Changes a rule. One that comes with the product keeps its name and its kind.
import { invalidField } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import { command } from "#lib/core/operation.ts";
import type { Rule } from "./defaults.ts";
import { readRule, requireKey, writeRule } from "./rule-queries.ts";
import { SETTINGS, UpdateAlertRule } from "./schemas.ts";
import { settingsIn } from "./settings-in.ts";
import { type AlertRuleView, toRuleView } from "./view.ts";

export const updateAlertRule = command({
  name: "alert_rule.update",
  on: "tenant",
  can: "alerts:write",
  input: UpdateAlertRule,
  async run(
    { tx, now, tenantId, principal, audit, unchanged },
    { ruleId, ...change },
  ): Promise<AlertRuleView> {
    const record = await readRule(tx, tenantId, ruleId);
    const before = toRuleView(record, []);
    if (change.name !== undefined && before.builtIn && change.name !== before.name)
      throw invalidField("name", "A rule that comes with the product keeps its name.");
    const settings = settingsIn(() =>
      parseInput(SETTINGS[record.rule.kind], { ...record.rule.settings, ...change.settings }),
    );
    if ("keyId" in settings) await requireKey(tx, tenantId, settings.keyId);
    const rule: Rule = {
      ...record.rule,
      name: change.name ?? before.name,
      enabled: change.enabled ?? before.enabled,
      severity: change.severity ?? before.severity,
      settings,
      channels: { ...before.channels, ...change.channels },
    };
    if (JSON.stringify(rule) === JSON.stringify(record.rule)) {
      unchanged();
      return before;
    }
    const row = await writeRule(tx, tenantId, rule, { now, by: principal.actor.label });
    const after = toRuleView({ rule, row }, []);
    audit({ target: { type: "alert_rule", id: rule.id, label: rule.name }, before, after });
    return after;
  },
});
