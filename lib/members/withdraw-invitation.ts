// Makes an invitation useless. Its link then answers like one that never was.
import { and, eq, isNull } from "drizzle-orm";
import { invitations } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";
import type { InvitationView } from "./list-members.ts";
import { WithdrawInvitation } from "./schemas.ts";

export const withdrawInvitation = command({
  name: "member.withdraw_invitation",
  on: "tenant",
  can: "members:write",
  input: WithdrawInvitation,
  async run({ tx, now, tenantId, audit }, { invitationId }): Promise<InvitationView> {
    if (!isId("inv", invitationId)) throw notFound("invitation");
    const [withdrawn] = await tx
      .update(invitations)
      .set({ withdrawnAt: now })
      .where(
        and(
          eq(invitations.tenantId, tenantId),
          eq(invitations.id, invitationId),
          isNull(invitations.acceptedAt),
          isNull(invitations.withdrawnAt),
        ),
      )
      .returning({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        createdAt: invitations.createdAt,
        expiresAt: invitations.expiresAt,
      });
    if (!withdrawn) throw notFound("invitation");
    const { email, role } = withdrawn;
    audit({ target: { type: "invitation", id: invitationId, label: email }, before: { email, role } });
    return withdrawn;
  },
});
