"use server";
import { changePassword } from "#lib/auth/change-password.ts";
import { changeProfile } from "#lib/auth/change-profile.ts";
import { confirmPassword } from "#lib/auth/confirm-password.ts";
import { endOtherSessions } from "#lib/auth/end-other-sessions.ts";
import { endSession } from "#lib/auth/end-session.ts";
import { action } from "#lib/web/action.ts";

export const changeProfileAction = action(changeProfile, { refresh: true });
export const changePasswordAction = action(changePassword, { refresh: true });
export const endSessionAction = action(endSession, { refresh: true });
export const endOtherSessionsAction = action(endOtherSessions, { refresh: true });
/** Wherever a sensitive act is done. */
export const confirmPasswordAction = action(confirmPassword);
