import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changePassword } from "#lib/auth/change-password.ts";
import { changeProfile } from "#lib/auth/change-profile.ts";
import { changeStaffRole } from "#lib/auth/change-staff-role.ts";
import { endOtherSessions } from "#lib/auth/end-other-sessions.ts";
import { endSession } from "#lib/auth/end-session.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { listSessions } from "#lib/auth/list-sessions.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { signOut } from "#lib/auth/sign-out.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { makeMember, makeTenant, makeUser, type UserRow } from "#tests/support/factories.ts";
import { browserOf } from "#tests/support/web.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const PASSWORD = "plum otter violet 93";
let world: TestWorld;
let user: UserRow;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  user = await makeUser(world, { password: PASSWORD });
});

const enter = async (person = user, password = PASSWORD) => {
  const from = { requestId: "req_test", ip: null, userAgent: "test" };
  const { token } = await signIn(world.deps, from, { email: person.email, password, device: null });
  return browserOf(world, token.reveal());
};

describe("what ends a session bites on the very next request", () => {
  it("signing out", async () => {
    const browser = await enter();
    expect(await browser.act(changeProfile, "platform", { name: "New", timeZone: null })).toMatchObject({
      ok: true,
    });
    await signOut.execute(world.deps, anonymousPrincipal(), { token: browser.token });
    const after = await browser.act(changeProfile, "platform", { name: "Newer", timeZone: null });
    expect(after).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
  });

  it("ending one session, or all others", async () => {
    const [first, second, third] = [await enter(), await enter(), await enter()];
    const list = await first.read(listSessions, "platform", {});
    expect(list).toHaveLength(3);
    const secondId = (await second.session())!.id;
    await first.act(endSession, "platform", { sessionId: secondId });
    expect(await second.session()).toBeNull();
    const keep = (await first.session())!.id;
    expect(await first.act(endOtherSessions, "platform", { keep })).toMatchObject({ data: { ended: 1 } });
    expect(await third.session()).toBeNull();
    expect(await first.session()).not.toBeNull();
  });

  it("a new password, everywhere but here", async () => {
    const [here, elsewhere] = [await enter(), await enter()];
    const keep = (await here.session())!.id;
    const input = { currentPassword: PASSWORD, newPassword: "another good pass 42", keep };
    expect(await here.act(changePassword, "platform", input)).toMatchObject({ data: { changed: true } });
    expect(await here.session()).not.toBeNull();
    expect(await elsewhere.session()).toBeNull();
    await expect(enter()).rejects.toMatchObject({ code: "unauthenticated" });
    await enter(user, "another good pass 42");
  });

  it("disabling the person", async () => {
    const browser = await enter();
    await world.ownerSql`update users set disabled_at = now() where email = ${user.email}`;
    expect(await browser.session()).toBeNull();
  });

  it("a changed role in a tenant", async () => {
    const tenant = await makeTenant(world);
    await makeMember(world, tenant, "owner", user);
    const other = await makeUser(world, { password: PASSWORD });
    await makeMember(world, tenant, "admin", other);
    const [owner, admin] = [await enter(), await enter(other)];
    const place = { tenant: tenant.clientId };
    const invite = (email: string) => admin.act(inviteMember, place, { email, role: "viewer" });
    expect(await invite("one@example.test")).toMatchObject({ ok: true });
    expect(await owner.act(changeMemberRole, place, { userId: other.id, role: "viewer" })).toMatchObject({
      ok: true,
    });
    expect(await invite("two@example.test")).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });

  it("a changed role on the platform", async () => {
    const boss = await makeUser(world, { password: PASSWORD, platformRole: "admin" });
    const other = await makeUser(world, { password: PASSWORD, platformRole: "admin" });
    const [first, second] = [await enter(boss), await enter(other)];
    await first.act(changeStaffRole, "platform", { userId: other.id, platformRole: "support" });
    const invited = await second.act(inviteStaff, "platform", {
      email: "x@example.test",
      platformRole: "admin",
    });
    expect(invited).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });
});

describe("one's own account", () => {
  it("does not end somebody else's session", async () => {
    const browser = await enter();
    const stranger = await enter(await makeUser(world, { password: PASSWORD }));
    const sessionId = (await browser.session())!.id;
    const result = await stranger.act(endSession, "platform", { sessionId });
    expect(result).toMatchObject({ ok: false, error: { code: "not_found" } });
    expect(await browser.session()).not.toBeNull();
  });

  it("counts and notes a wrong current password, and then makes one wait", async () => {
    const browser = await enter();
    const guess = { currentPassword: "not the password", newPassword: "another good pass 42" };
    for (let number = 0; number < 5; number += 1)
      expect(await browser.act(changePassword, "platform", guess)).toMatchObject({
        data: { changed: false },
      });
    const sixth = await browser.act(changePassword, "platform", guess);
    expect(sixth).toMatchObject({ ok: false, error: { code: "too_many_attempts" } });
    const [row] = await world.ownerSql`
      select count(*)::int as noted from audit_entries
      where action = 'account.change_password' and target_id = ${user.id}`;
    expect(row?.noted).toBe(5);
  });

  it.each(["short", "password1234", "qwertyuiopasdf", "aaaaaaaaaaaaaaaa"])(
    "refuses the password %s",
    async (newPassword) => {
      const browser = await enter();
      const result = await browser.act(changePassword, "platform", {
        currentPassword: PASSWORD,
        newPassword,
      });
      expect(result).toMatchObject({
        ok: false,
        error: { code: "invalid_input", fields: { newPassword: expect.any(String) } },
      });
    },
  );
});
