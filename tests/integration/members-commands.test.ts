import { expect } from "vitest";
import { changeStaffRole } from "#lib/auth/change-staff-role.ts";
import { createAdmin } from "#lib/auth/create-admin.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import { withdrawStaffInvitation } from "#lib/auth/withdraw-staff-invitation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { removeMember } from "#lib/members/remove-member.ts";
import { withdrawInvitation } from "#lib/members/withdraw-invitation.ts";
import { describeCommand } from "#tests/support/describe-command.ts";
import { makeMember, makeUser } from "#tests/support/factories.ts";
import { mailsTo } from "#tests/support/mailbox.ts";

const email = () => `invited-${Math.random().toString(36).slice(2)}@example.test`;
const noSuchUser = "usr_00000000000000000000000000";

describeCommand(inviteMember, {
  arrange: () => ({ email: email(), role: "developer" as const }),
  allowed: { role: "admin" },
  refused: { role: "developer" },
  hasTarget: false,
  worked: async (_, { world, input }) => expect(await mailsTo(world, input.email)).toBe(1),
  bad: { change: { email: "not an address", role: "king" }, fields: ["email", "role"] },
});

describeCommand(withdrawInvitation, {
  async arrange({ deps, tenant }) {
    const inviter = systemPrincipal("test", tenant.id);
    const { id } = await inviteMember.execute(deps, inviter, { email: email(), role: "viewer" });
    return { invitationId: id };
  },
  allowed: { role: "admin" },
  refused: { role: "viewer" },
  bad: { change: { invitationId: 7 }, fields: ["invitationId"] },
});

describeCommand(changeMemberRole, {
  async arrange({ world, tenant }) {
    return { userId: (await makeMember(world, tenant, "viewer")).userId, role: "developer" as const };
  },
  allowed: { role: "admin" },
  refused: { role: "developer" },
  worked: (output) => expect(output.role).toBe("developer"),
  bad: { change: { role: "king", extra: 1 }, fields: ["role", "extra"] },
});

describeCommand(removeMember, {
  async arrange({ world, tenant }) {
    return { userId: (await makeMember(world, tenant, "developer")).userId };
  },
  allowed: { role: "admin" },
  refused: { role: "developer" },
  async worked(_, { world, tenant, input }) {
    const [row] = await world.ownerSql`
      select count(*)::int as left from members
      where tenant_id = (select id from tenants where client_id = ${tenant.clientId}) and role = 'developer'`;
    expect(row?.left).toBe(0);
    expect(input.userId).toMatch(/^usr_/);
  },
  bad: { change: { userId: null }, fields: ["userId"] },
});

describeCommand(inviteStaff, {
  arrange: () => ({ email: email(), platformRole: "support" as const }),
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  worked: async (_, { world, input }) => expect(await mailsTo(world, input.email)).toBe(1),
  bad: { change: { platformRole: "owner" }, fields: ["platformRole"] },
});

describeCommand(withdrawStaffInvitation, {
  async arrange({ deps, world }) {
    const input = { email: email(), platformRole: "support" as const };
    await inviteStaff.execute(deps, systemPrincipal("test"), input);
    const { listStaff } = await import("#lib/auth/list-staff.ts");
    const { invitations } = await listStaff.execute(world.deps, systemPrincipal("test"), {});
    return { invitationId: invitations.at(-1)!.id };
  },
  allowed: { platformRole: "admin" },
  refused: { role: "owner" },
  bad: { change: { invitationId: undefined }, fields: ["invitationId"] },
});

describeCommand(changeStaffRole, {
  async arrange({ world }) {
    const { id } = await makeUser(world, { platformRole: "support" });
    return { userId: id, platformRole: "admin" as const };
  },
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  bad: { change: { platformRole: "king" }, fields: ["platformRole"] },
});

describeCommand(removeStaff, {
  async arrange({ world }) {
    return { userId: (await makeUser(world, { platformRole: "support" })).id as string };
  },
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  bad: { change: { userId: noSuchUser, more: true }, fields: ["more"] },
});

describeCommand(createAdmin, {
  arrange: () => ({ email: email(), password: "plum otter violet 93" }),
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  worked: (output) => expect(output.passwordUrl).toBeNull(),
  bad: { change: { password: "password1234" }, fields: ["password"] },
});
