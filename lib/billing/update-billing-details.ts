// Changes who is billed for the tenant. What was issued stays as it is; the rate of its tax is the platform's to set.
import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { billingAccounts } from "#db/schema/index.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { lockAccount } from "./queries.ts";
import { UpdateBillingDetails } from "./schemas.ts";
import { type BillingDetailsView, toDetailsView } from "./view.ts";

export const updateBillingDetails = command({
  name: "billing.update_details",
  on: "tenant",
  can: "billing:write",
  input: UpdateBillingDetails,
  async run({ tx, now, tenantId, principal, audit, unchanged }, wished): Promise<BillingDetailsView> {
    if (wished.taxBasisPoints !== undefined && !principal.platform)
      throw new DomainError("forbidden", "The rate of tax is set by the platform's staff.");
    const row = await lockAccount(tx, now, tenantId);
    const before = toDetailsView(row);
    const after = toDetailsView({ ...row, ...wished });
    if (isDeepStrictEqual(before, after)) {
      unchanged();
      return before;
    }
    await tx
      .update(billingAccounts)
      .set({ ...after, updatedAt: now })
      .where(eq(billingAccounts.tenantId, tenantId));
    audit({ target: { type: "billing", id: tenantId, label: "billing details" }, before, after });
    return after;
  },
});
