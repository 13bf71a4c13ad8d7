import { eq } from "drizzle-orm";
import { alertMutes } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { readMutes } from "./queries.ts";
import { readRule } from "./rule-queries.ts";
import { AlertRuleTarget } from "./schemas.ts";
import { toRuleView } from "./view.ts";

export const getAlertRule = query({
  name: "alert_rule.get",
  on: "tenant",
  can: "alerts:read",
  input: AlertRuleTarget,
  async run({ tx, now, tenantId }, { ruleId }) {
    const mutes = await readMutes(tx, now, eq(alertMutes.tenantId, tenantId));
    return toRuleView(await readRule(tx, tenantId, ruleId), mutes);
  },
});
