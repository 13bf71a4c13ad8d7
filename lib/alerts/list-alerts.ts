import { query } from "#lib/core/operation.ts";
import { listFor } from "./alert-queries.ts";
import { ListAlerts } from "./schemas.ts";

/** The newest first. */
export const listAlerts = query({
  name: "alert.list",
  on: "tenant",
  can: "alerts:read",
  input: ListAlerts,
  run: ({ tx, now, tenantId }, wish) => listFor(tx, tenantId, now, wish),
});
