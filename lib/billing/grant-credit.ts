// Gives a tenant credit, or takes back what is left of it. It is spent when the next invoice is issued.
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";
import { addCredit, creditBalance } from "./credits.ts";
import { lockAccount } from "./queries.ts";
import { GrantCredit } from "./schemas.ts";
import { type CreditEntryView, toCreditView } from "./view.ts";

export const grantCredit = command({
  name: "credit.grant",
  on: "platform",
  can: "billing:write",
  input: GrantCredit,
  async run({ tx, now, principal, audit }, { tenant, amountMicros, note }): Promise<CreditEntryView> {
    const tenantId = await findTenantId(tx, tenant);
    await lockAccount(tx, now, tenantId);
    if ((await creditBalance(tx, tenantId)) + amountMicros < 0)
      throw new DomainError("conflict", "There is less credit left than that.");
    const entry = { tenantId, kind: "granted", micros: amountMicros, note, invoiceId: null } as const;
    const view = toCreditView(await addCredit(tx, now, principal, entry));
    audit({ target: { type: "credit", id: view.id, label: note }, tenantId, after: view });
    return view;
  },
});
