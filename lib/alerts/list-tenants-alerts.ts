import { query } from "#lib/core/operation.ts";
import { listOfTenants } from "./alert-queries.ts";
import { ListTenantsAlerts } from "./schemas.ts";

/** What fires in any tenant now, the newest first; for staff of the platform. */
export const listTenantsAlerts = query({
  name: "alert.list_of_tenants",
  on: "platform",
  can: "alerts:read",
  input: ListTenantsAlerts,
  run: ({ tx, now }, wish) => listOfTenants(tx, now, wish),
});
