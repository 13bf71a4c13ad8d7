// Makes a platform admin from the command line, or lets a locked-out one in again: for whoever holds the
// installation's secrets. An existing person keeps their name, becomes admin and gets the new password.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import { hashSlowly } from "#lib/crypto/password.ts";
import { lockAdmins } from "./admins.ts";
import { insertLink, voidLinks } from "./one-time-links.ts";
import { requireGoodPassword } from "./password-policy.ts";
import { email, newPassword, personName } from "./schemas.ts";
import { endSessionsOf } from "./session-rows.ts";
import { findUserByEmail, insertUser, type UserRow, userTarget } from "./users.ts";

const LINK_LIFE_MS = DAY_MS;

export interface CreatedAdmin {
  id: string;
  email: string;
  name: string;
  /** A single-use link that sets the password, good for a day; null when a password was given. */
  passwordUrl: string | null;
}

export const createAdmin = command({
  name: "admin.create",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ email, name: personName.optional(), password: newPassword.optional() }),
  async run({ tx, now, publicUrl, audit }, { email, name, password }): Promise<CreatedAdmin> {
    await lockAdmins(tx);
    if (password) requireGoodPassword(password, [email, name ?? ""]);
    const passwordHash = password ? await hashSlowly(password) : null;
    const existing = await findUserByEmail(tx, email);
    const user = existing
      ? await promote(tx, existing, passwordHash, now)
      : await insertUser(
          tx,
          { email, name: name ?? nameIn(email), passwordHash, platformRole: "admin" },
          now,
        );
    audit({
      target: userTarget(user),
      before: existing ? { platformRole: existing.platformRole } : undefined,
      after: { platformRole: "admin", passwordSet: password !== undefined },
    });
    const passwordUrl = password ? null : `${publicUrl}/reset/${await newResetLink(tx, user, now)}`;
    return { id: user.id, email: user.email, name: user.name, passwordUrl };
  },
});

async function promote(tx: Tx, user: UserRow, passwordHash: string | null, now: Date): Promise<UserRow> {
  const change = {
    platformRole: "admin",
    disabledAt: null,
    ...(passwordHash ? { passwordHash } : {}),
  } as const;
  await tx.update(users).set(change).where(eq(users.id, user.id));
  if (passwordHash) await endSessionsOf(tx, user.id, now);
  return { ...user, ...change };
}

async function newResetLink(tx: Tx, { id }: UserRow, now: Date): Promise<string> {
  await voidLinks(tx, "password_reset", { userId: id }, now);
  return insertLink(tx, { purpose: "password_reset", userId: id }, now, LINK_LIFE_MS);
}

const nameIn = (address: string) => address.split("@")[0] ?? address;
