import { query } from "#lib/core/operation.ts";
import { PERMISSIONS } from "#lib/shared/permissions.ts";
import { findTenantId } from "./find-tenant-id.ts";
import { GetTenant } from "./schemas.ts";

/** The id of a tenant that a platform token names; it needs no more than to be told apart from one that is missing. */
export const resolveTenant = query({
  name: "tenant.resolve",
  on: "platform",
  can: PERMISSIONS,
  input: GetTenant,
  run: async ({ tx }, { tenant }) => ({ tenantId: await findTenantId(tx, tenant) }),
});
