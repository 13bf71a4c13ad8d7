import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeStaffRole } from "#lib/auth/change-staff-role.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import type { Operation } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { leaveTenant } from "#lib/members/leave-tenant.ts";
import { removeMember } from "#lib/members/remove-member.ts";
import { makeMember, makeTenant, makeUser, principalOf } from "#tests/support/factories.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const codeOf = <Input, Output>(operation: Operation<Input, Output>, principal: Principal, input: Input) =>
  operation.execute(world.deps, principal, input).then(
    () => "done",
    (error: { code: string }) => error.code,
  );

/** A tenant with one owner, and an owner and an admin as principals. */
async function arrange() {
  const tenant = await makeTenant(world);
  const owner = await makeMember(world, tenant, "owner");
  const asOwner = await principalOf(world, { tenant, role: "owner", user: owner.user });
  const asAdmin = await principalOf(world, { tenant, role: "admin" });
  return { tenant, owner, asOwner, asAdmin };
}

describe("the last owner", () => {
  it("can neither leave, be removed nor be demoted", async () => {
    const { owner, asOwner } = await arrange();
    expect(await codeOf(leaveTenant, asOwner, {})).toBe("conflict");
    expect(await codeOf(removeMember, asOwner, { userId: owner.userId })).toBe("conflict");
    expect(await codeOf(changeMemberRole, asOwner, { userId: owner.userId, role: "admin" })).toBe("conflict");
  });

  it("stays when two owners leave at the same moment", async () => {
    const { tenant, asOwner } = await arrange();
    const second = await makeMember(world, tenant, "owner");
    const asSecond = await principalOf(world, { tenant, role: "owner", user: second.user });
    const codes = await Promise.all([codeOf(leaveTenant, asOwner, {}), codeOf(leaveTenant, asSecond, {})]);
    expect(codes.sort()).toEqual(["conflict", "done"]);
  });
});

describe("only an owner", () => {
  it("makes, changes or removes an owner; an admin does not", async () => {
    const { tenant, owner, asOwner, asAdmin } = await arrange();
    const member = await makeMember(world, tenant, "developer");
    const invitation = { email: "new-owner@example.test", role: "owner" as const };
    expect(await codeOf(inviteMember, asAdmin, invitation)).toBe("forbidden");
    expect(await codeOf(changeMemberRole, asAdmin, { userId: member.userId, role: "owner" })).toBe(
      "forbidden",
    );
    expect(await codeOf(changeMemberRole, asAdmin, { userId: owner.userId, role: "viewer" })).toBe(
      "forbidden",
    );
    expect(await codeOf(removeMember, asAdmin, { userId: owner.userId })).toBe("forbidden");
    expect(await codeOf(inviteMember, asOwner, invitation)).toBe("done");
    expect(await codeOf(changeMemberRole, asOwner, { userId: member.userId, role: "owner" })).toBe("done");
  });

  it("does so beside the platform's admins, and not a service token of the tenant", async () => {
    const { tenant } = await arrange();
    const invite = (email: string) => ({ email, role: "owner" as const });
    const staff = await principalOf(world, { tenant, platformRole: "admin" });
    const token = await principalOf(world, { tenant, permissions: ["members:write"] });
    expect(await codeOf(inviteMember, staff, invite("a@example.test"))).toBe("done");
    expect(await codeOf(inviteMember, token, invite("b@example.test"))).toBe("forbidden");
  });
});

describe("the last platform admin", () => {
  it("is neither removed nor demoted", async () => {
    const own = await testWorld();
    try {
      const admin = await makeUser(own, { platformRole: "admin" });
      const principal = await principalOf(own, { platformRole: "admin", user: admin });
      const demote = changeStaffRole.execute(own.deps, principal, {
        userId: admin.id,
        platformRole: "support",
      });
      await expect(demote).rejects.toMatchObject({ code: "conflict" });
      const remove = removeStaff.execute(own.deps, principal, { userId: admin.id });
      await expect(remove).rejects.toMatchObject({ code: "conflict" });
    } finally {
      await own.close();
    }
  });
});
