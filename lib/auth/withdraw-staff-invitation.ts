// Makes an invitation to the platform's staff useless.
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { oneTimeLinks } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";
import type { StaffInvitationView } from "./list-staff.ts";

export const withdrawStaffInvitation = command({
  name: "staff.withdraw_invitation",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ invitationId: z.string("Name the invitation by its id.").max(40) }),
  async run({ tx, now, audit }, { invitationId }): Promise<StaffInvitationView> {
    if (!isId("link", invitationId)) throw notFound("invitation");
    const [link] = await tx
      .update(oneTimeLinks)
      .set({ usedAt: now })
      .where(
        and(
          eq(oneTimeLinks.id, invitationId),
          eq(oneTimeLinks.purpose, "platform_invitation"),
          isNull(oneTimeLinks.usedAt),
        ),
      )
      .returning({
        id: oneTimeLinks.id,
        email: oneTimeLinks.email,
        platformRole: oneTimeLinks.platformRole,
        createdAt: oneTimeLinks.createdAt,
        expiresAt: oneTimeLinks.expiresAt,
      });
    if (!link) throw notFound("invitation");
    const { email, platformRole } = link;
    audit({
      target: { type: "invitation", id: invitationId, label: email ?? "" },
      before: { email, platformRole },
    });
    return link as StaffInvitationView;
  },
});
