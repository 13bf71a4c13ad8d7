// Platform admins as a group. Whoever changes it holds one lock, so that there is never none by accident.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Id } from "#lib/shared/ids.ts";

const LOCK = 7_306_006;

/** The ids of all admins that are not disabled, locked against every other change of the group. */
export async function lockAdmins(tx: Tx): Promise<Id<"usr">[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.platformRole, "admin"), isNull(users.disabledAt)))
    .orderBy(asc(users.id));
  return rows.map(({ id }) => id);
}

/** Throws `conflict` when `leaving` is the only admin. Call it before taking the role away. */
export async function requireAnotherAdmin(tx: Tx, leaving: Id<"usr">): Promise<void> {
  const admins = await lockAdmins(tx);
  if (admins.some((id) => id !== leaving)) return;
  throw new DomainError("conflict", "This is the only platform admin. Make somebody else an admin first.");
}
