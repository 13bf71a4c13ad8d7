"use server";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { leaveTenant } from "#lib/members/leave-tenant.ts";
import { removeMember } from "#lib/members/remove-member.ts";
import { withdrawInvitation } from "#lib/members/withdraw-invitation.ts";
import { action } from "#lib/web/action.ts";

export const inviteMemberAction = action(inviteMember, { refresh: true });
export const withdrawInvitationAction = action(withdrawInvitation, { refresh: true });
export const changeMemberRoleAction = action(changeMemberRole, { refresh: true });
export const removeMemberAction = action(removeMember, { refresh: true });
export const leaveTenantAction = action(leaveTenant);
