// Reads and guarded writes on members and invitations.
import { and, eq, gt, isNull } from "drizzle-orm";
import { invitations, members, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError, notFound } from "#lib/core/errors.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { Role } from "#lib/shared/permissions.ts";

export interface MemberRow {
  userId: Id<"usr">;
  email: string;
  name: string;
  role: Role;
}

/** Locks the member's row. Throws `not_found`. */
export async function lockMember(tx: Tx, tenantId: Id<"ten">, userId: string): Promise<MemberRow> {
  if (!isId("usr", userId)) throw notFound("member");
  const [member] = await tx
    .select({ userId: members.userId, email: users.email, name: users.name, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)))
    .for("update", { of: members });
  if (!member) throw notFound("member");
  return member;
}

/**
 * Throws `conflict` when `leaving` is the tenant's only owner. Locks all owners first, in one order, so that two
 * owners who leave at once cannot both go.
 */
export async function requireAnotherOwner(tx: Tx, tenantId: Id<"ten">, leaving: Id<"usr">): Promise<void> {
  const owners = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.tenantId, tenantId), eq(members.role, "owner")))
    .orderBy(members.userId)
    .for("update");
  if (owners.some(({ userId }) => userId !== leaving)) return;
  throw new DomainError("conflict", "This is the only owner. Make somebody else an owner first.");
}

export async function updateRole(tx: Tx, tenantId: Id<"ten">, userId: Id<"usr">, role: Role): Promise<void> {
  await tx
    .update(members)
    .set({ role })
    .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)));
}

export async function deleteMember(tx: Tx, tenantId: Id<"ten">, userId: Id<"usr">): Promise<void> {
  await tx.delete(members).where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)));
}

/** The condition that an invitation can still be accepted. */
export function isOpen(now: Date) {
  return and(isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt), gt(invitations.expiresAt, now));
}
