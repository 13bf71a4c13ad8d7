// Platform staff at a tenant's own pages: with a reason, for a while, seen by the tenant, and changing nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { onPlatform } from "#db/tenant.ts";
import { insertSession } from "#lib/auth/session-rows.ts";
import { anonymousPrincipal, type Principal, systemPrincipal } from "#lib/core/principal.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { beginVisit } from "#lib/visits/begin-visit.ts";
import { endPastVisits } from "#lib/visits/end-past-visits.ts";
import { endVisit } from "#lib/visits/end-visit.ts";
import { enter } from "#lib/web/entry.ts";
import { visitPath } from "#lib/web/visiting.ts";
import { describeCommand } from "#tests/support/describe-command.ts";
import {
  makeMember,
  makeTenant,
  makeUser,
  principalOf,
  type TenantRow,
  type UserRow,
} from "#tests/support/factories.ts";
import { type Browser, browserOf } from "#tests/support/web.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const why = { reason: "Ticket 4711: refused calls", minutes: 15 as const };

describeCommand(beginVisit, {
  arrange: ({ tenant }) => ({ tenant: tenant.clientId, ...why }),
  allowed: { platformRole: "support" },
  refused: { role: "owner" },
  chain: "tenant",
  worked(visit, { world, tenant }) {
    const until = new Date(world.clock.now().getTime() + 15 * 60_000);
    expect(visit).toMatchObject({
      tenantId: tenant.id,
      clientId: tenant.clientId,
      reason: why.reason,
      until,
    });
  },
  bad: { change: { reason: " ", minutes: 600 }, fields: ["reason", "minutes"] },
});

const looking: { platformRole: "admin"; user?: UserRow } = { platformRole: "admin" };
describeCommand(endVisit, {
  async arrange({ world, deps, tenant }) {
    looking.user = await makeUser(world, { platformRole: "admin" });
    await beginVisit.execute(deps, await principalOf(world, looking), { tenant: tenant.clientId, ...why });
    return {};
  },
  allowed: looking,
  refused: { role: "owner" },
  chain: "tenant",
  worked: (ended, { tenant }) => expect(ended).toEqual({ clientId: tenant.clientId }),
  bad: { change: { visitId: "vis_1" }, fields: ["visitId"] },
});

let world: TestWorld;
let tenant: TenantRow;
let admin: UserRow;
let browser: Browser;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

beforeEach(async () => {
  tenant = await makeTenant(world);
  admin = await makeUser(world, { platformRole: "admin" });
  browser = await browserFor(admin);
});

async function browserFor(user: UserRow): Promise<Browser> {
  const { token } = await onPlatform(world.deps.db, (tx) =>
    insertSession(tx, user.id, anonymousPrincipal(), world.clock.now()),
  );
  return browserOf(world, token);
}

const place = () => ({ tenant: tenant.clientId });
const begin = (minutes: 15 | 60 = 15) =>
  browser.act(beginVisit, "platform", { tenant: tenant.clientId, ...why, minutes });
const invitation = { email: "x@example.test", role: "viewer" as const };

async function trailOf({ id }: TenantRow) {
  return world.ownerSql`
    select action, actor_label, target_label, after->>'reason' as reason from audit_entries
    where tenant_id = ${uuidOf("ten", id)} order by seq`;
}

describe("while staff looks at a tenant’s pages", () => {
  it("they read what its people read, and the tenant reads who looked, why, from when and until when", async () => {
    expect(await begin()).toMatchObject({ ok: true });
    expect((await browser.read(listKeys, place(), {})).items).toEqual([]);
    expect(await browser.act(endVisit, "platform", {})).toMatchObject({ ok: true });
    const by = { actor_label: admin.email, target_label: why.reason };
    expect(await trailOf(tenant)).toMatchObject([
      { action: "visit.begin", reason: why.reason, ...by },
      { action: "visit.end", ...by },
    ]);
  });

  it("nothing that they send changes anything: not there, not from the platform’s pages, and in no other tenant", async () => {
    const elsewhere = await makeTenant(world);
    const own = await makeTenant(world);
    await makeMember(world, own, "owner", admin);
    await begin();
    const wishes = [
      await browser.act(inviteMember, place(), invitation),
      await browser.act(inviteMember, { tenant: elsewhere.clientId }, invitation),
      await browser.act(inviteMember, { tenant: own.clientId }, invitation),
      await browser.act(suspendTenant, place(), { reason: "unpaid" }),
      await browser.act(createTenant, "platform", { name: "New" }),
    ];
    for (const wish of wishes)
      expect(wish).toMatchObject({
        ok: false,
        error: { code: "forbidden", message: expect.stringContaining(`looking at ${tenant.name}`) },
      });
    expect(await world.ownerSql`select from invitations`).toHaveLength(0);
    await browser.act(endVisit, "platform", {});
    expect(await browser.act(inviteMember, place(), invitation)).toMatchObject({ ok: true });
  });

  it("it holds in every session of theirs, and rights that are read for a page are those of looking", async () => {
    await begin();
    const second = await browserFor(admin);
    expect(await second.act(inviteMember, place(), invitation)).toMatchObject({ ok: false });
    const session = await second.session();
    const { principal } = await enter(world.deps, session, "platform", anonymousPrincipal());
    expect([...principal.permissions].filter((permission) => !permission.endsWith(":read"))).toEqual([]);
  });

  it("a second look, at whichever tenant, waits until the first has ended", async () => {
    await begin();
    const other = await makeTenant(world);
    const second = await browser.act(beginVisit, "platform", { tenant: other.clientId, ...why });
    expect(second).toMatchObject({ ok: false, error: { code: "conflict" } });
    await browser.act(endVisit, "platform", {});
    expect(await browser.act(beginVisit, "platform", { tenant: other.clientId, ...why })).toMatchObject({
      ok: true,
    });
  });

  it("it ends by itself when its time is over, and that stands in the trail too, once", async () => {
    await begin(60);
    world.clock.advance(59 * 60_000);
    expect((await browser.session())?.visit).toMatchObject({ tenantId: tenant.id });
    world.clock.advance(60_000);
    expect((await browser.session())?.visit).toBeNull();
    const sweep = () =>
      endPastVisits.execute(world.as("worker"), systemPrincipal("job visit.run_out") as Principal, {});
    expect((await sweep()).visits).toBeGreaterThan(0);
    expect(await sweep()).toEqual({ visits: 0 });
    expect((await trailOf(tenant)).map(({ action }) => action)).toEqual(["visit.begin", "visit.run_out"]);
    expect(await browser.act(endVisit, "platform", {})).toMatchObject({ ok: true, data: null });
  });
});

describe("without a look that was begun", () => {
  const page = () => ({ ...place() });

  it("staff is sent from a tenant’s pages to where it says why; members and the platform’s pages go on", async () => {
    const entry = async (user: UserRow) =>
      enter(world.deps, await (await browserFor(user)).session(), page(), anonymousPrincipal());
    const staff = await entry(admin);
    expect(staff.unannounced).toBe(true);
    expect(visitPath(staff, `/t/${tenant.clientId}/keys?q=web`)).toBe(
      `/admin/tenants/${tenant.clientId}/view?next=${encodeURIComponent(`/t/${tenant.clientId}/keys?q=web`)}`,
    );
    expect((await entry((await makeMember(world, tenant, "viewer")).user)).unannounced).toBe(false);
    await begin();
    expect((await entry(admin)).unannounced).toBe(false);
  });

  it("nothing is taken from a tenant’s pages that stayed open", async () => {
    const from = (path: string) => browserOf(world, browser.token, { path });
    const left = await from(`/t/${tenant.clientId}/members`).act(inviteMember, place(), invitation);
    expect(left).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const staff = await from(`/admin/tenants/${tenant.clientId}/members`).act(
      inviteMember,
      place(),
      invitation,
    );
    expect(staff).toMatchObject({ ok: true });
  });

  it("a member begins none, and neither does a program", async () => {
    await makeMember(world, tenant, "viewer", admin);
    expect(await begin()).toMatchObject({ ok: false, error: { code: "conflict" } });
    const program = await principalOf(world, { permissions: ["system:read"] });
    await expect(
      beginVisit.execute(world.deps, program, { tenant: tenant.clientId, ...why }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
