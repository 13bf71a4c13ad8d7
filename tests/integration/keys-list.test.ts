import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Principal } from "#lib/core/principal.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { findKeyTenant } from "#lib/keys/find-key-tenant.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import { lookupAnyKey } from "#lib/keys/lookup-any-key.ts";
import { lookupKey } from "#lib/keys/lookup-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import type { ListKeysInput } from "#lib/keys/schemas.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let tenant: TenantRow;
let admin: Principal;
let staff: Principal;
beforeAll(async () => {
  world = await testWorld();
  tenant = await makeTenant(world);
  admin = await principalOf(world, { tenant, role: "admin" });
  staff = await principalOf(world, { platformRole: "support" });
});
afterAll(() => world?.close());

const idsOf = async (filters: ListKeysInput, principal = admin) =>
  (await listKeys.execute(world.deps, principal, filters)).items.map(({ id }) => id);

describe("the list of keys", () => {
  it("shows every key once, newest first, while others are being made", async () => {
    const other = await makeTenant(world);
    const reader = await principalOf(world, { tenant: other, role: "viewer" });
    const made: string[] = [];
    for (let index = 0; index < 12; index += 1) made.unshift((await makeKey(world, other)).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listKeys.execute(world.deps, reader, { limit: 5, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await Promise.all([makeKey(world, other), makeKey(world, other)]);
    } while (cursor);
    expect(seen).toEqual(made);
  });

  it("finds a key by name, owner, prefix, last four, tag, id, and by its whole secret", async () => {
    const key = await makeKey(world, tenant, {
      name: "Nightly 100%_export",
      ownerEmail: "grace@navy.test",
      tags: ["batch-eu"],
    });
    const chosen = await makeKey(world, tenant, { secret: "a-weak-chosen-secret" });
    await makeKey(world, tenant, { name: "100xx_export" });
    for (const q of ["nightly", "100%_", "GRACE@navy", key.prefix, key.last4, "batch", key.id, key.secret])
      expect(await idsOf({ q }), q).toEqual([key.id]);
    expect(await idsOf({ q: "a-weak-chosen-secret" })).toEqual([chosen.id]);
    expect(await idsOf({ q: "nothing-is-called-this" })).toEqual([]);
  });

  it("finds nothing of another tenant, whatever is asked", async () => {
    const key = await makeKey(world, tenant, { name: "hidden", tags: ["hidden"] });
    const stranger = await principalOf(world, { tenant: await makeTenant(world), role: "owner" });
    for (const q of ["hidden", key.id, key.secret, key.last4])
      expect(await idsOf({ q }, stranger)).toEqual([]);
    const lookup = lookupKey.execute(world.deps, stranger, { key: key.secret });
    await expect(lookup).rejects.toMatchObject({ code: "not_found" });
  });

  it("filters by state, as a verification would judge it now", async () => {
    const own = await makeTenant(world);
    const actor = await principalOf(world, { tenant: own, role: "admin" });
    const make = async () => (await makeKey(world, own, { expiresInDays: 20 })).id;
    const [active, disabled, revoked, turning] = [await make(), await make(), await make(), await make()];
    const expired = (await makeKey(world, own, { expiresInDays: 1 })).id;
    await disableKey.execute(world.deps, actor, { keyId: disabled });
    await revokeKey.execute(world.deps, actor, { keyId: revoked });
    await rotateKey.execute(world.deps, actor, { keyId: turning, graceSeconds: 2_592_000 });
    world.clock.advance(2 * DAY_MS);
    for (const [status, id] of Object.entries({ active, disabled, revoked, rotating: turning, expired })) {
      const page = await listKeys.execute(world.deps, actor, { status: status as "active" });
      expect(page.items.map((key) => [key.id, key.status])).toEqual([[id, status]]);
    }
  });

  it("filters by environment, tag, end and use", async () => {
    const own = await makeTenant(world);
    const actor = await principalOf(world, { tenant: own, role: "admin" });
    const forever = (await makeKey(world, own, { expiresInDays: null, environment: "test", tags: ["eu"] }))
      .id;
    const soon = (await makeKey(world, own, { expiresInDays: 45 })).id;
    await makeKey(world, own, { expiresInDays: 365 });
    expect(await idsOf({ environment: "test" }, actor)).toEqual([forever]);
    expect(await idsOf({ tag: "eu" }, actor)).toEqual([forever]);
    expect(await idsOf({ neverExpires: true }, actor)).toEqual([forever]);
    expect(await idsOf({ dormant: true }, actor)).toEqual([]);
    world.clock.advance(31 * DAY_MS);
    await world.ownerSql`update keys set last_used_at = ${world.clock.now().toISOString()} where id = ${uuidOf("key", soon)}`;
    expect(await idsOf({ expiringWithinDays: 30 }, actor)).toEqual([soon]);
    expect(await idsOf({ dormant: false }, actor)).toEqual([soon]);
    expect(await idsOf({ dormant: true }, actor)).toHaveLength(2);
  });

  it("names a cursor that is not ours, and a filter that it does not know", async () => {
    const attempt = (input: object) =>
      listKeys.execute(world.deps, admin, input).catch((error: { fields: object }) => error.fields);
    expect(await attempt({ cursor: "bm9wZQ" })).toHaveProperty("cursor");
    expect(await attempt({ limit: 0 })).toHaveProperty("limit");
    expect(await attempt({ colour: "red" })).toHaveProperty("colour");
  });
});

describe("on the platform", () => {
  it("keys of all tenants are listed, and those of one on request", async () => {
    const [one, two] = [await makeTenant(world), await makeTenant(world)];
    const [first, second] = [await makeKey(world, one), await makeKey(world, two)];
    const all = await listAllKeys.execute(world.deps, staff, { limit: 2 });
    expect(all.items.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(all.nextCursor).not.toBeNull();
    for (const named of [one.id, one.clientId]) {
      const some = await listAllKeys.execute(world.deps, staff, { tenant: named });
      expect(some.items.map(({ id }) => id)).toEqual([first.id]);
    }
  });

  it("a pasted key is found wherever it belongs, and so is the tenant of an id", async () => {
    const key = await makeKey(world, tenant);
    const found = await lookupAnyKey.execute(world.deps, staff, { key: ` ${key.secret}\n` });
    expect(found).toMatchObject({ id: key.id, tenant: { id: tenant.id } });
    expect(await findKeyTenant.execute(world.deps, staff, { keyId: key.id })).toEqual({
      tenantId: tenant.id,
    });
    for (const keyId of ["key_none", tenant.id]) {
      const attempt = findKeyTenant.execute(world.deps, staff, { keyId });
      await expect(attempt).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("a tenant's owner may ask none of this", async () => {
    const owner = await principalOf(world, { tenant, role: "owner" });
    await expect(listAllKeys.execute(world.deps, owner, {})).rejects.toMatchObject({ code: "forbidden" });
    const lookup = lookupAnyKey.execute(world.deps, owner, { key: "whatever-it-may-be" });
    await expect(lookup).rejects.toMatchObject({ code: "forbidden" });
  });
});
