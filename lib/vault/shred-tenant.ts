import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { credentials, credentialVersions, tenantKeys, tenants } from "#db/schema/index.ts";
import { invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";
import { ShredTenant } from "./schemas.ts";

export const ShreddedTenant = z.strictObject({ clientId: z.string(), keys: z.int(), credentials: z.int() });

/** Destroys a tenant's key, and with it every provider key that it stored. Nothing brings them back. */
export const shredTenant = command({
  name: "vault.shred_tenant",
  on: "platform",
  can: "system:write",
  sensitive: true,
  input: ShredTenant,
  async run({ tx, now, audit }, { tenant, confirm }): Promise<z.infer<typeof ShreddedTenant>> {
    const tenantId = await findTenantId(tx, tenant);
    const [row] = await tx
      .select({ clientId: tenants.clientId, name: tenants.name })
      .from(tenants)
      .where(eq(tenants.id, tenantId));
    if (!row || confirm !== row.clientId)
      throw invalidField("confirm", `Type the tenant's client id, ${row?.clientId}, to destroy its key.`);
    const keys = await tx
      .update(tenantKeys)
      .set({ wrapped: null, shreddedAt: now })
      .where(and(eq(tenantKeys.tenantId, tenantId), isNotNull(tenantKeys.wrapped)))
      .returning({ version: tenantKeys.version });
    const removed = await tx
      .update(credentials)
      .set({ removedAt: now, updatedAt: now, currentVersion: null })
      .where(and(eq(credentials.tenantId, tenantId), isNull(credentials.removedAt)))
      .returning({ id: credentials.id });
    await tx
      .update(credentialVersions)
      .set({
        state: "ended",
        endedAt: now,
        sealed: null,
        wrappedKey: null,
        ciphertext: null,
        checkRequestedAt: null,
      })
      .where(and(eq(credentialVersions.tenantId, tenantId), ne(credentialVersions.state, "ended")));
    const after = { clientId: row.clientId, keys: keys.length, credentials: removed.length };
    const target = { type: "tenant", id: tenantId, label: row.name };
    audit({ target, after });
    audit({ tenantId, target, after });
    return after;
  },
});
