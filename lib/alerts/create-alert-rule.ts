// A rule of a tenant's own, on any measure that a chart shows.
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { DEFAULT_CHANNELS, type Rule } from "./defaults.ts";
import { readRules, requireKey, writeRule } from "./rule-queries.ts";
import { CreateAlertRule } from "./schemas.ts";
import { type AlertRuleView, toRuleView } from "./view.ts";

const MOST_RULES = 50;

export const createAlertRule = command({
  name: "alert_rule.create",
  on: "tenant",
  can: "alerts:write",
  input: CreateAlertRule,
  async run(
    { tx, now, tenantId, principal, audit },
    { name, severity, settings, channels },
  ): Promise<AlertRuleView> {
    const own = (await readRules(tx, tenantId)).filter(({ rule }) => rule.kind === "threshold");
    if (own.length >= MOST_RULES)
      throw new DomainError("conflict", `There are ${MOST_RULES} rules already. Delete one first.`);
    await requireKey(tx, tenantId, settings.keyId);
    const rule: Rule<"threshold"> = {
      ...{ id: newId("rul"), kind: "threshold", name, enabled: true, severity, settings },
      channels: { ...DEFAULT_CHANNELS, ...channels },
    };
    const row = await writeRule(tx, tenantId, rule, { now, by: principal.actor.label });
    const after = toRuleView({ rule, row }, []);
    audit({ target: { type: "alert_rule", id: rule.id, label: name }, after });
    return after;
  },
});
