import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { type ProvenIdentity, signInByProvider } from "#lib/auth/sign-in-by-provider.ts";
import { userPrincipal } from "#lib/auth/user-principal.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { anonymousPrincipal, systemPrincipal } from "#lib/core/principal.ts";
import { acceptInvitation } from "#lib/members/accept-invitation.ts";
import { findInvitation } from "#lib/members/find-invitation.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { withdrawInvitation } from "#lib/members/withdraw-invitation.ts";
import type { Role } from "#lib/shared/permissions.ts";
import { makeTenant, makeUser, type TenantRow } from "#tests/support/factories.ts";
import { linkTokenTo } from "#tests/support/mailbox.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const FROM = { requestId: "req_test", ip: "203.0.113.9", userAgent: "test" };
const PERSON = { name: "Grace Hopper", password: "cobol nano second wire" };
let world: TestWorld;
let count = 0;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

async function invite(role: Role = "developer", to?: string) {
  count += 1;
  const tenant = await makeTenant(world);
  const email = to ?? `grace-${count}@example.test`;
  const inviter = systemPrincipal("the owner", tenant.id);
  const { id } = await inviteMember.execute(world.deps, inviter, { email, role });
  return { tenant, email, id, token: await linkTokenTo(world, email) };
}

const accept = (input: Parameters<typeof acceptInvitation.execute>[2], as = anonymousPrincipal(FROM)) =>
  acceptInvitation.execute(world.deps, as, input);
const find = (token: string) => findInvitation.execute(world.deps, anonymousPrincipal(FROM), { token });
const membersOf = (tenant: TenantRow) => world.ownerSql`
  select u.email, m.role from members m join users u on u.id = m.user_id
  join tenants t on t.id = m.tenant_id where t.client_id = ${tenant.clientId}`;

describe("an invitation", () => {
  it("lets somebody new in with the role that it names, and stands in the tenant's audit trail", async () => {
    const { tenant, email, token } = await invite("developer");
    expect(await find(token)).toMatchObject({ email, role: "developer", hasAccount: false });
    expect(await accept({ token, ...PERSON })).toEqual({ email, clientId: tenant.clientId });
    expect(await membersOf(tenant)).toEqual([{ email, role: "developer" }]);
    const [row] = await world.ownerSql`
      select actor_label from audit_entries a join tenants t on t.id = a.tenant_id
      where a.action = 'invitation.accept' and t.client_id = ${tenant.clientId}`;
    expect(row?.actor_label).toBe(email);
  });

  it("works once", async () => {
    const { token } = await invite();
    await accept({ token, ...PERSON });
    await expect(accept({ token, ...PERSON })).rejects.toMatchObject({ code: "not_found" });
    await expect(find(token)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is won by one of two who accept at the same moment", async () => {
    const { tenant, token } = await invite();
    const results = await Promise.allSettled([accept({ token, ...PERSON }), accept({ token, ...PERSON })]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    // The loser finds the invitation used, before anything of theirs is written.
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "not_found" },
    });
    expect(await membersOf(tenant)).toHaveLength(1);
  });

  it("is worth nothing once it was withdrawn, replaced, or a week old", async () => {
    const withdrawn = await invite();
    const owner = systemPrincipal("the owner", withdrawn.tenant.id);
    await withdrawInvitation.execute(world.deps, owner, { invitationId: withdrawn.id });
    const replaced = await invite();
    const again = systemPrincipal("the owner", replaced.tenant.id);
    await inviteMember.execute(world.deps, again, { email: replaced.email, role: "viewer" });
    const old = await invite();
    world.clock.advance(7 * DAY_MS);
    for (const { token } of [withdrawn, replaced, old])
      await expect(accept({ token, ...PERSON })).rejects.toMatchObject({ code: "not_found" });
  });

  it("of somebody who has an account needs that account, and nobody else's", async () => {
    const user = await makeUser(world, { password: PERSON.password });
    const other = await makeUser(world);
    const { tenant, token } = await invite("viewer", user.email);
    await expect(accept({ token, ...PERSON })).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(accept({ token }, userPrincipal(other, FROM))).rejects.toMatchObject({ code: "forbidden" });
    await accept({ token }, userPrincipal(user, FROM));
    expect(await membersOf(tenant)).toEqual([{ email: user.email, role: "viewer" }]);
  });

  it("asks somebody new for a name and a good password, and is not used up by a bad one", async () => {
    const { token } = await invite();
    await expect(accept({ token })).rejects.toMatchObject({ fields: { name: expect.any(String) } });
    const weak = accept({ token, name: "Grace", password: "password1234" });
    await expect(weak).rejects.toMatchObject({ fields: { password: expect.any(String) } });
    await accept({ token, ...PERSON });
  });

  it("to the platform's staff gives the platform role", async () => {
    const email = "staff@example.test";
    await inviteStaff.execute(world.deps, systemPrincipal("admin"), { email, platformRole: "support" });
    const token = await linkTokenTo(world, email);
    expect(await accept({ token, ...PERSON })).toEqual({ email, clientId: null });
    const [row] = await world.ownerSql`select platform_role from users where email = ${email}`;
    expect(row?.platform_role).toBe("support");
  });
});

describe("signing in by a provider", () => {
  const prove = (identity: Partial<ProvenIdentity>) =>
    signInByProvider(world.deps, FROM, {
      provider: "github",
      subject: `subject-${Math.random()}`,
      verifiedEmail: null,
      name: "Somebody",
      ...identity,
    });

  it("refuses people who are neither known nor invited", async () => {
    const stranger = prove({ verifiedEmail: "stranger@example.test" });
    await expect(stranger).rejects.toMatchObject({ code: "unauthenticated" });
    const [row] =
      await world.ownerSql`select count(*)::int as made from users where email = 'stranger@example.test'`;
    expect(row?.made).toBe(0);
  });

  it("lets in known people and invited ones, by a verified address only", async () => {
    const user = await makeUser(world);
    await expect(prove({ verifiedEmail: null })).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await prove({ verifiedEmail: user.email })).userId).toBe(user.id);
    const { email } = await invite();
    expect((await prove({ verifiedEmail: email })).email).toBe(email);
  });

  it("knows a person again by the subject, whatever their address is now", async () => {
    const user = await makeUser(world);
    await prove({ subject: "stable", verifiedEmail: user.email });
    expect((await prove({ subject: "stable", verifiedEmail: null })).userId).toBe(user.id);
  });
});
