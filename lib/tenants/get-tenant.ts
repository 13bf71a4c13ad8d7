import { query } from "#lib/core/operation.ts";
import { findTenantId } from "./find-tenant-id.ts";
import { readTenant } from "./queries.ts";
import { GetTenant } from "./schemas.ts";
import { toTenantView } from "./view.ts";

/** A tenant by its id or client id; for platform staff. */
export const getTenant = query({
  name: "tenant.get",
  on: "platform",
  can: "tenants:read",
  input: GetTenant,
  run: async ({ tx }, { tenant }) => toTenantView(await readTenant(tx, await findTenantId(tx, tenant))),
});
