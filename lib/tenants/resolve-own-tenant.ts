import { query } from "#lib/core/operation.ts";
import { PERMISSIONS } from "#lib/shared/permissions.ts";
import { findTenantId } from "./find-tenant-id.ts";
import { GetTenant } from "./schemas.ts";

/** The id of the caller's own tenant, when that is the one they name; any other is not found. */
export const resolveOwnTenant = query({
  name: "tenant.resolve_own",
  on: "tenant",
  can: PERMISSIONS,
  input: GetTenant,
  run: async ({ tx }, { tenant }) => ({ tenantId: await findTenantId(tx, tenant) }),
});
