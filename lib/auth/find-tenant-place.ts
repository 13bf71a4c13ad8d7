// A tenant by its client id, for platform staff who visit it without being members.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import type { TenantPlace } from "./session-view.ts";

export const findTenantPlace = query({
  name: "tenant.visit",
  on: "platform",
  can: "tenants:read",
  input: z.strictObject({ clientId: z.string().max(200) }),
  async run({ tx }, { clientId }): Promise<TenantPlace | null> {
    const [tenant] = await tx
      .select({
        id: tenants.id,
        clientId: tenants.clientId,
        name: tenants.name,
        timeZone: tenants.timeZone,
        suspendedAt: tenants.suspendedAt,
        suspendedReason: tenants.suspendedReason,
      })
      .from(tenants)
      .where(eq(tenants.clientId, clientId));
    return tenant ?? null;
  },
});
