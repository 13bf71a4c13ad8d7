// The shape that every change of the caller's tenant shares: lock, change what differs, note before and after.
import { eq } from "drizzle-orm";
import { tenants } from "#db/schema/index.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { lockTenant, readTenant } from "./queries.ts";
import { type TenantRecord, type TenantView, toTenantView } from "./view.ts";

type Change = Partial<typeof tenants.$inferInsert>;

/** `decide` says what changes, or null when the tenant is already as it should be. */
export async function changeTenant(
  { tx, now, tenantId, audit, unchanged }: CommandContext,
  decide: (record: TenantRecord) => Change | null,
): Promise<TenantView> {
  const record = await lockTenant(tx, tenantId);
  const before = toTenantView(record);
  const change = decide(record);
  if (!change) {
    unchanged();
    return before;
  }
  await tx
    .update(tenants)
    .set({ ...change, updatedAt: now })
    .where(eq(tenants.id, tenantId));
  const after = toTenantView(await readTenant(tx, tenantId));
  audit({ target: { type: "tenant", id: after.id, label: after.clientId }, before, after });
  return after;
}
