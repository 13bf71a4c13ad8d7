import { eq } from "drizzle-orm";
import { z } from "zod";
import { alertMutes } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { readMutes } from "./queries.ts";
import { readRules } from "./rule-queries.ts";
import { type AlertRuleView, toRuleView } from "./view.ts";

/** Those that come with the product, then the tenant's own. */
export const listAlertRules = query({
  name: "alert_rule.list",
  on: "tenant",
  can: "alerts:read",
  input: z.strictObject({}),
  async run({ tx, now, tenantId }): Promise<{ items: AlertRuleView[]; nextCursor: null }> {
    const mutes = await readMutes(tx, now, eq(alertMutes.tenantId, tenantId));
    const records = await readRules(tx, tenantId);
    return { items: records.map((record) => toRuleView(record, mutes)), nextCursor: null };
  },
});
