// A tenant as it is shown.
import { z } from "zod";
import type { tenants } from "#db/schema/index.ts";

const time = z.iso.datetime();

export const TenantView = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  name: z.string(),
  plan: z.strictObject({ id: z.string(), slug: z.string(), name: z.string() }),
  timeZone: z.string(),
  status: z.enum(["active", "suspended"]),
  suspendedAt: time.nullable(),
  suspendedReason: z.string().nullable(),
  /** Keys that are not revoked. */
  keyCount: z.int(),
  memberCount: z.int(),
  createdAt: time,
  updatedAt: time,
});
export type TenantView = z.infer<typeof TenantView>;

export interface TenantRecord {
  tenant: typeof tenants.$inferSelect;
  plan: { id: string; slug: string; name: string };
  keyCount: number;
  memberCount: number;
}

export function toTenantView({ tenant, plan, keyCount, memberCount }: TenantRecord): TenantView {
  return {
    id: tenant.id,
    clientId: tenant.clientId,
    name: tenant.name,
    plan,
    timeZone: tenant.timeZone,
    status: tenant.suspendedAt ? "suspended" : "active",
    suspendedAt: tenant.suspendedAt?.toISOString() ?? null,
    suspendedReason: tenant.suspendedReason,
    keyCount,
    memberCount,
    createdAt: tenant.createdAt.toISOString(),
    updatedAt: tenant.updatedAt.toISOString(),
  };
}
