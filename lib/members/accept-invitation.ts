// Accepts an invitation: as the signed-in person it is for, or as somebody new who chooses a name and a password.
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { members, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { requireGoodPassword } from "#lib/auth/password-policy.ts";
import { actorOf, findUserByEmail, insertUser, type UserRow, userTarget } from "#lib/auth/users.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { hashSlowly } from "#lib/crypto/password.ts";
import { getInvitation, type OpenInvitation, spendInvitation } from "./open-invitation.ts";
import { AcceptInvitation } from "./schemas.ts";

type Input = z.output<typeof AcceptInvitation>;

export interface Accepted {
  email: string;
  /** Where they belong now; null for the platform's staff. */
  clientId: string | null;
}

/** Throws `not_found` for a used link, `unauthenticated` when the address has an account that is not signed in. */
export const acceptInvitation = command({
  name: "invitation.accept",
  on: "platform",
  can: "anyone",
  input: AcceptInvitation,
  async run({ tx, now, principal, audit }, input): Promise<Accepted> {
    const invitation = await getInvitation(tx, input.token, now);
    await spendInvitation(tx, invitation, input.token, now);
    const existing = await findUserByEmail(tx, invitation.email);
    const user = existing
      ? requireSelf(existing, principal)
      : await createPerson(tx, invitation.email, principal, input, now);
    await join(tx, invitation, user, now);
    const { kind, role } = invitation;
    const tenantId = kind === "tenant" ? invitation.tenant.id : undefined;
    audit({ tenantId, actor: actorOf(user), target: userTarget(user), after: { role } });
    return { email: user.email, clientId: kind === "tenant" ? invitation.tenant.clientId : null };
  },
});

function requireSelf(user: UserRow, { actor }: Principal): UserRow {
  if (user.disabledAt) throw new DomainError("forbidden", "This account is disabled.");
  if (actor.type === "anonymous")
    throw new DomainError("unauthenticated", `Sign in as ${user.email} to accept this invitation.`);
  if (actor.id !== user.id) throw isForAnother(user.email);
  return user;
}

async function createPerson(tx: Tx, email: string, principal: Principal, input: Input, now: Date) {
  if (principal.actor.type !== "anonymous") throw isForAnother(email);
  const { name, password } = input;
  if (!name) throw invalidField("name", "Give a name.");
  if (!password) throw invalidField("password", "Choose a password.");
  requireGoodPassword(password, [email, name]);
  return insertUser(tx, { email, name, passwordHash: await hashSlowly(password) }, now);
}

async function join(tx: Tx, invitation: OpenInvitation, user: UserRow, now: Date): Promise<void> {
  if (invitation.kind === "platform") {
    await tx.update(users).set({ platformRole: invitation.role }).where(eq(users.id, user.id));
    return;
  }
  const [joined] = await tx
    .insert(members)
    .values({ tenantId: invitation.tenant.id, userId: user.id, role: invitation.role, createdAt: now })
    .onConflictDoNothing()
    .returning({ userId: members.userId });
  if (!joined) throw new DomainError("conflict", `You are a member of ${invitation.tenant.name} already.`);
}

function isForAnother(email: string): DomainError {
  return new DomainError("forbidden", `This invitation is for ${email}. Sign out, then open the link again.`);
}
