"use server";
import { createFirstAdmin } from "#lib/auth/create-first-admin.ts";
import { requestReset } from "#lib/auth/request-reset.ts";
import { resetPassword } from "#lib/auth/reset-password.ts";
import { acceptInvitation } from "#lib/members/accept-invitation.ts";
import { action } from "#lib/web/action.ts";

export const createFirstAdminAction = action(createFirstAdmin, { anonymous: true });
export const requestResetAction = action(requestReset, { anonymous: true });
export const resetPasswordAction = action(resetPassword, { anonymous: true });
export const acceptInvitationAction = action(acceptInvitation, { anonymous: true });
