// Rows of people, for the operations that sign them in, create them and change them.
import { eq } from "drizzle-orm";
import { users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { type Id, isId, newId } from "#lib/shared/ids.ts";
import type { PlatformRole } from "#lib/shared/permissions.ts";

export type UserRow = typeof users.$inferSelect;

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string | null;
  platformRole?: PlatformRole;
}

/** `email` in lower case. */
export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | null> {
  const [user] = await tx.select().from(users).where(eq(users.email, email));
  return user ?? null;
}

/** Locks the person's row. Throws `not_found`. */
export async function lockUser(tx: Tx, id: string): Promise<UserRow> {
  if (!isId("usr", id)) throw notFound("person");
  const [user] = await tx.select().from(users).where(eq(users.id, id)).for("update");
  if (!user) throw notFound("person");
  return user;
}

export async function insertUser(tx: Tx, user: NewUser, now: Date): Promise<UserRow> {
  const [row] = await tx
    .insert(users)
    .values({ id: newId("usr"), createdAt: now, ...user })
    .returning();
  if (!row) throw new Error("no user was inserted");
  return row;
}

export async function setPassword(tx: Tx, id: Id<"usr">, passwordHash: string): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, id));
}

/** A person as an actor of the audit trail. */
export function actorOf(user: Pick<UserRow, "id" | "email">) {
  return { type: "user", id: user.id, label: user.email } as const;
}

/** A person as a target of the audit trail. */
export function userTarget(user: Pick<UserRow, "id" | "email">) {
  return { type: "user", id: user.id, label: user.email };
}
