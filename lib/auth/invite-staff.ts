// Invites somebody to the platform's staff by a single-use link that is mailed to them.
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { newId } from "#lib/shared/ids.ts";
import { requireGrantableRole } from "./grantable-role.ts";
import type { StaffInvitationView } from "./list-staff.ts";
import { insertLink, voidLinks } from "./one-time-links.ts";
import { email, platformRole } from "./schemas.ts";
import { findUserByEmail } from "./users.ts";

const LIFE_MS = 7 * DAY_MS;

/** A second invitation of the same address replaces the first. */
export const inviteStaff = command({
  name: "staff.invite",
  on: "platform",
  can: "system:write",
  sensitive: true,
  input: z.strictObject({ email, platformRole }),
  async run({ tx, now, publicUrl, principal, audit }, input): Promise<StaffInvitationView> {
    requireGrantableRole(principal, input.platformRole);
    const user = await findUserByEmail(tx, input.email);
    if (user?.platformRole && !user.disabledAt)
      throw new DomainError("conflict", "This person belongs to the platform already.", {
        fields: { email: "This person belongs to the platform already." },
      });
    await voidLinks(tx, "platform_invitation", { email: input.email }, now);
    const id = newId("link");
    const token = await insertLink(tx, { id, purpose: "platform_invitation", ...input }, now, LIFE_MS);
    const url = `${publicUrl}/invite/${token}`;
    const by = principal.actor.label;
    await queueMail(tx, now, input.email, {
      kind: "invitation",
      url,
      to: "Keyhold",
      role: input.platformRole,
      by,
    });
    audit({ target: { type: "invitation", id: input.email, label: input.email }, after: input });
    return { id, ...input, createdAt: now, expiresAt: new Date(now.getTime() + LIFE_MS) };
  },
});
