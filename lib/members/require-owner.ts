// Only an owner makes, changes or removes owners; so may platform admins, and Keyhold itself.
import { and, eq } from "drizzle-orm";
import { members } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Principal } from "#lib/core/principal.ts";
import { type Id, isId } from "#lib/shared/ids.ts";

/** Throws `forbidden` for everybody else: a tenant's admins, and service tokens of one tenant. */
export async function requireOwner(tx: Tx, tenantId: Id<"ten">, principal: Principal): Promise<void> {
  const { actor, permissions } = principal;
  if (permissions.has("tenants:write")) return;
  if (actor.type === "user" && actor.id && isId("usr", actor.id)) {
    const [member] = await tx
      .select({ role: members.role })
      .from(members)
      .where(and(eq(members.tenantId, tenantId), eq(members.userId, actor.id)));
    if (member?.role === "owner") return;
  }
  throw new DomainError("forbidden", "Only an owner can make, change or remove an owner.");
}
