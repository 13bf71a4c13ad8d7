// What may be asked of members and invitations.
import { z } from "zod";
import { email, linkToken, newPassword, personName, userId } from "#lib/auth/schemas.ts";
import { ROLES } from "#lib/shared/permissions.ts";

const role = z.enum(ROLES, "Choose owner, admin, developer or viewer.");

export const InviteMember = z.strictObject({ email, role });
export const ChangeMemberRole = z.strictObject({ userId, role });
export const RemoveMember = z.strictObject({ userId });
export const WithdrawInvitation = z.strictObject({
  invitationId: z.string("Name the invitation by its id.").max(40),
});
export const FindInvitation = z.strictObject({ token: linkToken });

/** `name` and `password` are for people who have no account yet. */
export const AcceptInvitation = z.strictObject({
  token: linkToken,
  name: personName.optional(),
  password: newPassword.optional(),
});
