"use server";
import { changeStaffRole } from "#lib/auth/change-staff-role.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import { withdrawStaffInvitation } from "#lib/auth/withdraw-staff-invitation.ts";
import { action } from "#lib/web/action.ts";

export const inviteStaffAction = action(inviteStaff, { refresh: true });
export const withdrawStaffInvitationAction = action(withdrawStaffInvitation, { refresh: true });
export const changeStaffRoleAction = action(changeStaffRole, { refresh: true });
export const removeStaffAction = action(removeStaff, { refresh: true });
