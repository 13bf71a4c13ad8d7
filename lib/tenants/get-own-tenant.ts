import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { readTenant } from "./queries.ts";
import { toTenantView } from "./view.ts";

/** The tenant in which the caller acts. */
export const getOwnTenant = query({
  name: "tenant.get_own",
  on: "tenant",
  can: ["tenants:read", "keys:read", "usage:read"],
  input: z.strictObject({}),
  run: async ({ tx, tenantId }) => toTenantView(await readTenant(tx, tenantId)),
});
