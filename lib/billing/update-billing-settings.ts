// Changes how the platform bills. It holds for drafts and for what is issued from now on.
import { isDeepStrictEqual } from "node:util";
import { billingSettings } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { readSettings } from "./queries.ts";
import { UpdateBillingSettings } from "./schemas.ts";
import type { BillingSettingsView } from "./view.ts";

export const updateBillingSettings = command({
  name: "billing.update_settings",
  on: "platform",
  can: "billing:write",
  input: UpdateBillingSettings,
  async run({ tx, now, audit, unchanged }, wished): Promise<BillingSettingsView> {
    const before = await readSettings(tx);
    const given = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
    const after = { ...before, ...given };
    if (isDeepStrictEqual(before, after)) {
      unchanged();
      return before;
    }
    const row = { ...after, updatedAt: now };
    await tx
      .insert(billingSettings)
      .values({ id: 1, ...row })
      .onConflictDoUpdate({ target: billingSettings.id, set: row });
    audit({ target: { type: "billing", id: "settings", label: "billing settings" }, before, after });
    return after;
  },
});
