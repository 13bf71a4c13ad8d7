// The paths of the people in a tenant, and of those who are invited.
import { z } from "zod";
import { pageOf } from "#lib/core/page.ts";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { listMembers } from "#lib/members/list-members.ts";
import { removeMember } from "#lib/members/remove-member.ts";
import { withdrawInvitation } from "#lib/members/withdraw-invitation.ts";
import { ROLES } from "#lib/shared/permissions.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const time = z.iso.datetime();
const Member = z.strictObject({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
});
const SeenMember = Member.extend({ joinedAt: time, seenAt: time.nullable() });
const Invitation = z.strictObject({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  createdAt: time,
  expiresAt: time,
});

const OF_TENANT = { tag: "Tenants", where: "path" } as const;
const ONE = { ...OF_TENANT, params: { userId: "userId" }, answer: { name: "Member", schema: Member } };
const INVITATION = { name: "Invitation", schema: Invitation };

export const memberEndpoints: Endpoint[] = [
  {
    ...OF_TENANT,
    method: "GET",
    path: "/v1/tenants/:id/members",
    summary: "List who belongs to a tenant, and who is invited.",
    forTenant: call(listMembers),
    answer: {
      name: "MemberPage",
      schema: pageOf(SeenMember).extend({ invitations: z.array(Invitation) }),
    },
  },
  {
    ...OF_TENANT,
    method: "POST",
    path: "/v1/tenants/:id/members",
    summary: "Invite somebody to a tenant; the link is mailed to them.",
    forTenant: call(inviteMember),
    answer: INVITATION,
    status: 201,
    repeatable: true,
  },
  {
    ...ONE,
    method: "PATCH",
    path: "/v1/tenants/:id/members/:userId",
    summary: "Give a member another role. It holds from their next request.",
    forTenant: call(changeMemberRole),
    mayClash: true,
  },
  {
    ...ONE,
    method: "DELETE",
    path: "/v1/tenants/:id/members/:userId",
    summary: "Take a member out of a tenant. The keys that they made stay.",
    forTenant: call(removeMember),
    mayClash: true,
  },
  {
    ...OF_TENANT,
    method: "DELETE",
    path: "/v1/tenants/:id/invitations/:invitationId",
    summary: "Make an invitation useless.",
    forTenant: call(withdrawInvitation),
    params: { invitationId: "invitationId" },
    answer: INVITATION,
  },
];
