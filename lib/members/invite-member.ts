// Invites somebody to a tenant by a single-use link that is mailed to them, and shown to nobody else.
import { and, eq, isNull } from "drizzle-orm";
import { invitations, members, tenants, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { newLinkToken } from "#lib/auth/one-time-links.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError, notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { type Id, isId, newId } from "#lib/shared/ids.ts";
import type { InvitationView } from "./list-members.ts";
import { requireOwner } from "./require-owner.ts";
import { InviteMember } from "./schemas.ts";

const LIFE_MS = 7 * DAY_MS;

/** A second invitation of the same address replaces the first. */
export const inviteMember = command({
  name: "member.invite",
  on: "tenant",
  can: "members:write",
  sensitive: true,
  input: InviteMember,
  async run({ tx, now, tenantId, principal, publicUrl, audit }, { email, role }): Promise<InvitationView> {
    if (role === "owner") await requireOwner(tx, tenantId, principal);
    await refuseMember(tx, tenantId, email);
    await withdrawEarlier(tx, tenantId, email, now);
    const { token, tokenDigest } = newLinkToken();
    const view = {
      id: newId("inv"),
      email,
      role,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFE_MS),
    };
    const { id: actorId, label: by } = principal.actor;
    const invitedBy = actorId && isId("usr", actorId) ? actorId : null;
    await tx.insert(invitations).values({ ...view, tenantId, tokenDigest, invitedBy });
    const url = `${publicUrl}/invite/${token}`;
    await queueMail(tx, now, email, { kind: "invitation", url, to: await nameOf(tx, tenantId), role, by });
    audit({ target: { type: "invitation", id: view.id, label: email }, after: { email, role } });
    return view;
  },
});

async function refuseMember(tx: Tx, tenantId: Id<"ten">, email: string): Promise<void> {
  const [member] = await tx
    .select({ userId: members.userId })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.tenantId, tenantId), eq(users.email, email)));
  if (!member) return;
  const message = "This person is a member already.";
  throw new DomainError("conflict", message, { fields: { email: message } });
}

async function withdrawEarlier(tx: Tx, tenantId: Id<"ten">, email: string, now: Date): Promise<void> {
  await tx
    .update(invitations)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        eq(invitations.email, email),
        isNull(invitations.acceptedAt),
        isNull(invitations.withdrawnAt),
      ),
    );
}

async function nameOf(tx: Tx, tenantId: Id<"ten">): Promise<string> {
  const [tenant] = await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, tenantId));
  if (!tenant) throw notFound("tenant");
  return tenant.name;
}
