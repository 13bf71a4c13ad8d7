import { query } from "#lib/core/operation.ts";
import { findAccount } from "./queries.ts";
import { Nothing } from "./schemas.ts";
import { toDetailsView } from "./view.ts";

/** Who is billed for the tenant, as its next invoice will say it. */
export const getBillingDetails = query({
  name: "billing.details",
  on: "tenant",
  can: "billing:read",
  input: Nothing,
  run: async ({ tx, tenantId }) => toDetailsView(await findAccount(tx, tenantId)),
});
