// Makes an invitation to the platform's staff useless.
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { oneTimeLinks } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";

export const withdrawStaffInvitation = command({
  name: "staff.withdraw_invitation",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ invitationId: z.string("Name the invitation by its id.").max(40) }),
  async run({ tx, now, audit }, { invitationId }): Promise<void> {
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
      .returning({ email: oneTimeLinks.email, platformRole: oneTimeLinks.platformRole });
    if (!link) throw notFound("invitation");
    audit({ target: { type: "invitation", id: invitationId, label: link.email ?? "" }, before: link });
  },
});
