// The paths of the platform's own people. Tokens of tenants have none of them.
import { z } from "zod";
import { changeStaffRole } from "#lib/auth/change-staff-role.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { listStaff } from "#lib/auth/list-staff.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import { withdrawStaffInvitation } from "#lib/auth/withdraw-staff-invitation.ts";
import { pageOf } from "#lib/core/page.ts";
import { PLATFORM_ROLES } from "#lib/shared/permissions.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const time = z.iso.datetime();
const StaffMember = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  platformRole: z.enum(PLATFORM_ROLES),
});
const SeenStaff = StaffMember.extend({ createdAt: time, seenAt: time.nullable() });
const StaffInvitation = z.strictObject({
  id: z.string(),
  email: z.string(),
  platformRole: z.enum(PLATFORM_ROLES),
  createdAt: time,
  expiresAt: time,
});

const STAFF = { tag: "Staff", where: "platform" } as const;
const ONE = {
  ...STAFF,
  params: { id: "userId" },
  answer: { name: "StaffMember", schema: StaffMember },
  mayClash: true,
};
const INVITATION = { name: "StaffInvitation", schema: StaffInvitation };

export const staffEndpoints: Endpoint[] = [
  {
    ...STAFF,
    method: "GET",
    path: "/v1/staff",
    summary: "List who belongs to the platform, and who is invited to it.",
    forPlatform: call(listStaff),
    answer: {
      name: "StaffPage",
      schema: pageOf(SeenStaff).extend({ invitations: z.array(StaffInvitation) }),
    },
  },
  {
    ...STAFF,
    method: "POST",
    path: "/v1/staff",
    summary: "Invite somebody to the platform, to no more than you may yourself; the link is mailed to them.",
    forPlatform: call(inviteStaff),
    answer: INVITATION,
    status: 201,
    repeatable: true,
  },
  {
    ...ONE,
    method: "PATCH",
    path: "/v1/staff/:id",
    summary: "Make one of the staff an admin, or support. It holds from their next request.",
    forPlatform: call(changeStaffRole),
  },
  {
    ...ONE,
    method: "DELETE",
    path: "/v1/staff/:id",
    summary: "Take somebody off the staff. They stay a member of their tenants.",
    forPlatform: call(removeStaff),
  },
  {
    ...STAFF,
    method: "DELETE",
    path: "/v1/staff/invitations/:id",
    summary: "Make an invitation to the platform useless.",
    forPlatform: call(withdrawStaffInvitation),
    params: { id: "invitationId" },
    answer: INVITATION,
  },
];
