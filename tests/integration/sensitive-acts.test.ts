// Sensitive acts ask a person for a proof of the last ten minutes, and ask programs for none.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { confirmPassword } from "#lib/auth/confirm-password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { type Principal, systemPrincipal } from "#lib/core/principal.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import type { Place } from "#lib/web/place.ts";
import {
  makeMember,
  makeTenant,
  makeUser,
  principalOf,
  type TenantRow,
  type UserRow,
} from "#tests/support/factories.ts";
import { makeKey } from "#tests/support/keys.ts";
import { allOperations } from "#tests/support/operations.ts";
import { type Browser, browserOf } from "#tests/support/web.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const PASSWORD = "plum otter violet 93";
const TOKEN = { name: "gateway", permissions: ["keys:verify" as const] };
const MINUTES = 60_000;
const LAPSED = { ok: false, error: { code: "confirmation_needed" } };

let world: TestWorld;
let tenant: TenantRow;
let place: Place;
let owner: UserRow;

beforeAll(async () => {
  world = await testWorld();
  tenant = await makeTenant(world);
  place = { tenant: tenant.clientId };
});
afterAll(() => world?.close());
beforeEach(async () => {
  owner = await makeUser(world, { password: PASSWORD });
  await makeMember(world, tenant, "owner", owner);
});

async function enter(): Promise<Browser> {
  const from = { requestId: "req_test", ip: null, userAgent: "test" };
  const { token } = await signIn(world.deps, from, { email: owner.email, password: PASSWORD, device: null });
  return browserOf(world, token.reveal());
}

const confirm = (browser: Browser, password = PASSWORD) =>
  browser.act(confirmPassword, "platform", { password });

describe("a sensitive act", () => {
  it("is done 9 min 59 s after the sign-in and refused at 10 min 1 s", async () => {
    const browser = await enter();
    world.clock.advance(10 * MINUTES - 1000);
    expect(await browser.act(createToken, place, TOKEN)).toMatchObject({ ok: true });
    world.clock.advance(2000);
    expect(await browser.act(createToken, place, { ...TOKEN, name: "too late" })).toMatchObject(LAPSED);
    expect(await world.ownerSql`select from service_tokens where name = 'too late'`).toHaveLength(0);
  });

  it("is done again for ten minutes after the right password, not after a wrong one", async () => {
    const browser = await enter();
    world.clock.advance(11 * MINUTES);
    expect(await confirm(browser, "wrong")).toMatchObject({ data: { confirmed: false } });
    expect(await browser.act(createToken, place, TOKEN)).toMatchObject(LAPSED);
    expect(await confirm(browser)).toMatchObject({ data: { confirmed: true } });
    world.clock.advance(10 * MINUTES - 1000);
    expect(await browser.act(createToken, place, TOKEN)).toMatchObject({ ok: true });
    world.clock.advance(2000);
    expect(await browser.act(createToken, place, TOKEN)).toMatchObject(LAPSED);
  });

  it("stays refused in a person's other sessions", async () => {
    const [here, elsewhere] = [await enter(), await enter()];
    world.clock.advance(11 * MINUTES);
    await confirm(here);
    expect(await here.act(createToken, place, TOKEN)).toMatchObject({ ok: true });
    expect(await elsewhere.act(createToken, place, TOKEN)).toMatchObject(LAPSED);
  });

  it("says that it is not allowed, or what is wrong with it, before it asks for anything", async () => {
    const viewer = await makeUser(world, { password: PASSWORD });
    await makeMember(world, tenant, "viewer", viewer);
    const browser = await enter();
    owner = viewer;
    const other = await enter();
    world.clock.advance(11 * MINUTES);
    const role = { userId: viewer.id, role: "admin" as const };
    expect(await other.act(changeMemberRole, place, role)).toMatchObject({ error: { code: "forbidden" } });
    expect(await browser.act(createToken, place, { ...TOKEN, name: "" })).toMatchObject({
      error: { code: "invalid_input", fields: { name: expect.any(String) } },
    });
  });

  it("is not asked of programs and the command line, and never granted to a person without a session", async () => {
    const token = await principalOf(world, { tenant, permissions: ["tokens:write", "keys:verify"] });
    await createToken.execute(world.deps, token, TOKEN);
    await createToken.execute(world.deps, systemPrincipal("command line", tenant.id), TOKEN);
    const { session: _, ...person }: Principal = await principalOf(world, { tenant, role: "owner" });
    await expect(createToken.execute(world.deps, person, TOKEN)).rejects.toMatchObject({
      code: "confirmation_needed",
    });
  });

  it("is also one of many that are harmless alone, where the form says so", async () => {
    const browser = await enter();
    world.clock.advance(11 * MINUTES);
    const [one, another] = [await makeKey(world, tenant), await makeKey(world, tenant)];
    expect(await browser.act(revokeKey, place, { keyId: one.id })).toMatchObject({ ok: true });
    const many = browserOf(world, browser.token, { sensitive: true });
    expect(await many.act(revokeKey, place, { keyId: another.id })).toMatchObject(LAPSED);
  });

  it("is each of these", async () => {
    const sensitive = (await allOperations()).filter((operation) => operation.sensitive);
    expect(sensitive.map(({ name }) => name).sort()).toEqual([
      "credential.add",
      "credential.remove",
      "credential.replace",
      "credential.retire",
      "member.change_role",
      "member.invite",
      "member.remove",
      "staff.change_role",
      "staff.invite",
      "staff.remove",
      "token.create",
      "token.create_platform",
      "vault.rotate",
      "vault.shred_tenant",
    ]);
  });
});

describe("asking for the password again", () => {
  it("is slowed down after several wrong ones, and what was asked stays refused meanwhile", async () => {
    const browser = await enter();
    world.clock.advance(11 * MINUTES);
    for (let turn = 0; turn < 5; turn += 1)
      expect(await confirm(browser, "guess")).toMatchObject({ data: { confirmed: false } });
    expect(await confirm(browser)).toMatchObject({ error: { code: "too_many_attempts" } });
    expect(await browser.act(createToken, place, TOKEN)).toMatchObject(LAPSED);
    world.clock.advance(MINUTES);
    expect(await confirm(browser)).toMatchObject({ data: { confirmed: true } });
  });

  it("stands in the audit trail, right or wrong, without the password", async () => {
    const browser = await enter();
    await confirm(browser, "wrong secret word");
    await confirm(browser);
    const rows = await world.ownerSql`select actor_label, after from audit_entries
      where action = 'account.confirm' and actor_id = ${owner.id} order by seq`;
    const session = (await browser.session())!.id;
    expect(rows.map(({ after }) => after)).toEqual([
      { confirmed: false, session },
      { confirmed: true, session },
    ]);
  });

  it("sends people who have no password to a new sign-in", async () => {
    const browser = await enter();
    await world.ownerSql`update users set password_hash = null where email = ${owner.email}`;
    expect((await browser.session())?.user.hasPassword).toBe(false);
    expect(await confirm(browser)).toMatchObject({
      error: { fields: { password: expect.stringContaining("Sign in again") } },
    });
  });

  it("needs a session", async () => {
    const { session: _, ...person } = await principalOf(world, { tenant, role: "owner", user: owner });
    const asked = confirmPassword.execute(world.deps, person, { password: PASSWORD });
    await expect(asked).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
