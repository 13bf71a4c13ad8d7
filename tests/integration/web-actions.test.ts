import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onPlatform } from "#db/tenant.ts";
import { changeProfile } from "#lib/auth/change-profile.ts";
import { insertSession } from "#lib/auth/session-rows.ts";
import { readSettings } from "#lib/core/env.ts";
import type { Operation } from "#lib/core/operation.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { listMembers } from "#lib/members/list-members.ts";
import { openDeps } from "#lib/processes/open-deps.ts";
import type { Place } from "#lib/web/place.ts";
import { PLANTED, sealAs } from "#tests/support/credentials.ts";
import {
  makeMember,
  makeTenant,
  makeUser,
  principalOf,
  type TenantRow,
  type UserRow,
} from "#tests/support/factories.ts";
import { allOperations } from "#tests/support/operations.ts";
import { type Source, sourcesIn } from "#tests/support/source-tree.ts";
import { type Browser, browserOf } from "#tests/support/web.ts";
import { TEST_PEPPERS, type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let commands: Operation[];

beforeAll(async () => {
  world = await testWorld();
  commands = (await allOperations()).filter(({ kind }) => kind === "command");
});
afterAll(() => world?.close());

async function browserFor(user: UserRow): Promise<Browser> {
  const from = anonymousPrincipal();
  const { token } = await onPlatform(world.deps.db, (tx) =>
    insertSession(tx, user.id, from, world.clock.now()),
  );
  return browserOf(world, token);
}

const placeOf = ({ clientId }: TenantRow): Place => ({ tenant: clientId });

/** What staff may do who only look: begin to look at a tenant's pages, and end it. */
const LOOKING = ["visit.begin", "visit.end"];

/** The names of the commands that did not answer "forbidden", of those that need a permission. */
async function open(browser: Browser, place: Place): Promise<string[]> {
  const gated = commands.filter(({ can }) => can !== "anyone");
  const results = await Promise.all(
    gated.map(async (command) => ({ name: command.name, result: await browser.act(command, place, {}) })),
  );
  return results
    .filter(({ result }) => result.ok || result.error.code !== "forbidden")
    .map(({ name }) => name);
}

describe("no command of the product can be sent by a form of", () => {
  it("a viewer, in their tenant or on the platform", async () => {
    expect(commands.length).toBeGreaterThan(30);
    const tenant = await makeTenant(world);
    const browser = await browserFor((await makeMember(world, tenant, "viewer")).user);
    expect(await open(browser, placeOf(tenant))).toEqual([]);
    expect(await open(browser, "platform")).toEqual([]);
  });

  it("an owner of a suspended tenant", async () => {
    const tenant = await makeTenant(world, { suspendedAt: world.clock.now(), suspendedReason: "unpaid" });
    const browser = await browserFor((await makeMember(world, tenant, "owner")).user);
    expect(await open(browser, placeOf(tenant))).toEqual([]);
  });

  it("support, on the platform or visiting a tenant", async () => {
    const browser = await browserFor(await makeUser(world, { platformRole: "support" }));
    expect(await open(browser, "platform")).toEqual(LOOKING);
    expect(await open(browser, placeOf(await makeTenant(world)))).toEqual(LOOKING);
  });

  it("an owner, as far as the platform is concerned", async () => {
    const tenant = await makeTenant(world);
    const browser = await browserFor((await makeMember(world, tenant, "owner")).user);
    expect(await open(browser, "platform")).toEqual([]);
  });

  it("support that owns a tenant, as far as the platform is concerned", async () => {
    const tenant = await makeTenant(world);
    const user = await makeUser(world, { platformRole: "support" });
    await makeMember(world, tenant, "owner", user);
    const names = await open(await browserFor(user), placeOf(tenant));
    const onPlatformOnly = commands.filter(({ on }) => on === "platform").map(({ name }) => name);
    expect(names.filter((name) => onPlatformOnly.includes(name))).toEqual([]);
  });
});

describe("a form", () => {
  const profile = { name: "New name", timeZone: null };

  it("from another origin, or from none, is refused", async () => {
    const browser = await browserFor(await makeUser(world));
    for (const origin of ["https://evil.test", "http://keyhold.test.evil.test", "null", null]) {
      const result = await browser.act(changeProfile, "platform", profile, origin);
      expect(result).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
    expect(await browser.act(changeProfile, "platform", profile)).toMatchObject({ ok: true });
  });

  it("for another tenant finds it missing, as if it did not exist", async () => {
    const [own, other] = [await makeTenant(world), await makeTenant(world)];
    const browser = await browserFor((await makeMember(world, own, "owner")).user);
    const input = { email: "x@example.test", role: "viewer" as const };
    const foreign = await browser.act(inviteMember, placeOf(other), input);
    const missing = await browser.act(inviteMember, { tenant: "never_was" }, input);
    expect(foreign).toEqual(missing);
    expect(foreign).toMatchObject({ ok: false, error: { code: "not_found" } });
  });

  it("with a place that is none is refused", async () => {
    const browser = await browserFor(await makeUser(world, { platformRole: "admin" }));
    const result = await browser.act(changeProfile, { tenant: "a", platform: true } as Place, profile);
    expect(result).toMatchObject({ ok: false, error: { code: "invalid_input" } });
  });

  it("of a platform admin in a tenant stands in that tenant's audit trail under their own name", async () => {
    const tenant = await makeTenant(world);
    const admin = await makeUser(world, { platformRole: "admin" });
    const browser = await browserFor(admin);
    await browser.act(inviteMember, placeOf(tenant), { email: "y@example.test", role: "viewer" });
    const [row] = await world.ownerSql`
      select actor_label from audit_entries a join tenants t on t.id = a.tenant_id
      where t.client_id = ${tenant.clientId} and action = 'member.invite'`;
    expect(row?.actor_label).toBe(admin.email);
  });

  it("that fails on our side says so with a reference, and nothing of the cause", async () => {
    const browser = await browserFor(await makeUser(world));
    const broken = { ...changeProfile, execute: () => Promise.reject(new Error("password=hunter2")) };
    const result = await browser.act(broken, "platform", profile);
    expect(result).toMatchObject({ ok: false, error: { code: "internal", requestId: "req_test" } });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(JSON.stringify(result)).toContain("Something went wrong on our side");
  });
});

describe("a page", () => {
  it("of a tenant can be read by staff, and by a suspended tenant's members", async () => {
    const tenant = await makeTenant(world, { suspendedAt: world.clock.now(), suspendedReason: "unpaid" });
    const member = await browserFor((await makeMember(world, tenant, "developer")).user);
    const support = await browserFor(await makeUser(world, { platformRole: "support" }));
    expect((await member.read(listMembers, placeOf(tenant), {})).items).toHaveLength(1);
    expect((await support.read(listMembers, placeOf(tenant), {})).items).toHaveLength(1);
  });
});

/** The operations behind every "use server" export, by their files. */
function actionFiles(sources: ReadonlyMap<string, Source>): string[] {
  const servers = [...sources.values()].filter(({ text }) => text.startsWith('"use server"'));
  const used = servers.flatMap(({ imports }) => imports.map(({ target }) => target));
  return [...new Set(used)].filter((path) => path.startsWith("lib/") && path !== "lib/web/action.ts").sort();
}

/** Whether code that is loaded from there can come to `to`. */
function reaches(sources: ReadonlyMap<string, Source>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const path of seen)
    for (const { target, typeOnly } of sources.get(path)?.imports ?? []) if (!typeOnly) seen.add(target);
  return seen.has(to);
}

describe("the dashboard", () => {
  it("has no action that needs a master key, but those that take a provider key sealed as well as plain", () => {
    const sources = new Map(sourcesIn("app", "lib").map((source) => [source.path, source]));
    const files = actionFiles(sources);
    expect(files.length).toBeGreaterThan(70);
    expect(files.filter((file) => reaches(sources, file, "lib/vault/require-vault.ts"))).toEqual([
      ...["lib/credentials/add-credential.ts", "lib/credentials/replace-credential.ts"],
    ]);
  });

  it("takes provider keys that are sealed without any master key, and plain ones not at all", async () => {
    expect(world.deps.vault).toBeUndefined();
    const tenant = await makeTenant(world);
    const { user } = await makeMember(world, tenant, "owner");
    const browser = await browserFor(user);
    const [place, owner] = [placeOf(tenant), await principalOf(world, { tenant, role: "owner" })];
    const actor = { ...owner, actor: { ...owner.actor, id: user.id } };
    const named = { provider: "openai" as const, label: "main" };
    const plain = await browser.act(addCredential, place, { ...named, secret: PLANTED });
    expect(plain).toMatchObject({ ok: false, error: { code: "unavailable" } });
    const added = await browser.act(addCredential, place, { ...named, ...(await sealAs(world, actor)) });
    expect(added).toMatchObject({ ok: true, data: { label: "main" } });
    const credentialId = added.ok ? added.data.id : "";
    const entered = await sealAs(world, actor, { credentialId });
    const replaced = await browser.act(replaceCredential, place, { credentialId, ...entered });
    expect(replaced).toMatchObject({ ok: true, data: { id: credentialId } });
  });

  it("works without any master key", async () => {
    const settings = readSettings({ DATABASE_URL: world.url("web"), KEYHOLD_PEPPERS: TEST_PEPPERS });
    expect(settings.masterKeys).toBeNull();
    const deps = openDeps(settings, "keyhold web");
    try {
      const browser = await browserFor(await makeUser(world));
      expect((await browser.session())?.user.email).toContain("@");
      const own = browserOf({ ...world, deps: { ...deps, clock: world.clock.now } }, browser.token);
      expect(await own.act(changeProfile, "platform", { name: "Ada", timeZone: "UTC" })).toMatchObject({
        ok: true,
      });
    } finally {
      await deps.db.close();
    }
  });
});
