// Two nodes on one database: what is withdrawn on one is withdrawn on both, with notifications and without.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { revocationReach } from "#lib/keys/revocation-reach.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { resumeTenant } from "#lib/tenants/resume-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let nodes: TestApi[];
let token: string;

beforeAll(async () => {
  world = await testWorld();
  nodes = await Promise.all([testApi(world), testApi(world)]);
  token = await makeServiceToken(world);
});
afterAll(async () => {
  await Promise.all((nodes ?? []).map((node) => node.stop()));
  await world?.close();
});

/** What each node says now, from its memory. */
async function codes(secret: string, asked: object = {}): Promise<string[]> {
  const answers = await Promise.all(
    nodes.map((node) =>
      node.send("POST", "/v1/keys/verify", { bearer: token, body: { key: secret, ...asked }, atOnce: true }),
    ),
  );
  return answers.map(({ body }) => body.code);
}

const both = (code: string) => [code, code];
const soon = { timeout: 1_000, interval: 5 };

async function withdrawAndRestore(): Promise<void> {
  const tenant = await makeTenant(world);
  const staff = await principalOf(world, { tenant, platformRole: "admin" });
  const key = await makeKey(world, tenant);
  await expect.poll(() => codes(key.secret), soon).toEqual(both("VALID"));
  await disableKey.execute(world.deps, staff, { keyId: key.id });
  await expect.poll(() => codes(key.secret), soon).toEqual(both("DISABLED"));
  await enableKey.execute(world.deps, staff, { keyId: key.id });
  await expect.poll(() => codes(key.secret), soon).toEqual(both("VALID"));
  await suspendTenant.execute(world.deps, staff, { reason: "a test" });
  await expect.poll(() => codes(key.secret), soon).toEqual(both("TENANT_SUSPENDED"));
  await resumeTenant.execute(world.deps, staff, {});
  await expect.poll(() => codes(key.secret), soon).toEqual(both("VALID"));
  await revokeKey.execute(world.deps, staff, { keyId: key.id });
  await expect.poll(() => codes(key.secret), soon).toEqual(both("REVOKED"));
}

it("what one node answers to a change is true on every node at once", async () => {
  const manager = await makeServiceToken(world, { permissions: ["*"] });
  const tenant = await makeTenant(world);
  const change = (id: string, act: string) =>
    nodes[0]!.send("POST", `/v1/keys/${id}/${act}`, { bearer: manager, body: {}, atOnce: true });
  for (let round = 0; round < 20; round += 1) {
    const { id, secret } = await makeKey(world, tenant);
    expect(await codes(secret)).toEqual(both("VALID"));
    expect((await change(id, "disable")).status).toBe(200);
    expect(await codes(secret)).toEqual(both("DISABLED"));
    expect((await change(id, "enable")).status).toBe(200);
    expect(await codes(secret)).toEqual(both("VALID"));
    expect((await change(id, "revoke")).status).toBe(200);
    expect(await codes(secret)).toEqual(both("REVOKED"));
  }
});

describe("every node hears of a change within a second", () => {
  it("when it is notified", withdrawAndRestore);

  it("when notifications are lost", async () => {
    const [row] = await world.ownerSql<[{ text: string }]>`
      select pg_get_functiondef('note_change'::regproc) as text`;
    await world.ownerSql.unsafe(row.text.replace("perform pg_notify('keyhold_change', '')", "null"));
    try {
      // A poll each second, and the time to ask.
      soon.timeout = 2_000;
      await withdrawAndRestore();
    } finally {
      soon.timeout = 1_000;
      await world.ownerSql.unsafe(row.text);
    }
  });

  it("when a plan changes, for every key that follows it", async () => {
    const tenant = await makeTenant(world);
    const staff = await principalOf(world, { platformRole: "admin" });
    const key = await makeKey(world, tenant);
    const asks = () => codes(key.secret, { units: { patients: 6 } });
    await expect.poll(asks, soon).toEqual(both("VALID"));
    await updatePlan.execute(world.deps, staff, { plan: tenant.planId, perRequest: { patients: 5 } });
    await expect.poll(asks, soon).toEqual(both("UNITS_EXCEED_MAX"));
  });
});

it("a use is no change", async () => {
  const key = await makeKey(world, await makeTenant(world));
  const id = uuidOf("key", key.id);
  const newest = async () => (await world.ownerSql`select max(seq) as seq from changes`)[0]?.seq;
  const before = await newest();
  await world.ownerSql`update keys set last_used_at = now() where id = ${id}`;
  await world.ownerSql`update secrets set last_used_at = now() where key_id = ${id}`;
  await world.ownerSql`update service_tokens set last_used_at = now()`;
  expect(await newest()).toBe(before);
});

it("nodes tell when they heard of a revocation", async () => {
  const tenant = await makeTenant(world);
  const staff = await principalOf(world, { tenant, platformRole: "admin" });
  const key = await makeKey(world, tenant);
  await revokeKey.execute(world.deps, staff, { keyId: key.id });
  const heard = async () => (await revocationReach.execute(world.deps, staff, { keyId: key.id })).nodes;
  await expect.poll(async () => (await heard()).filter((node) => node.afterMs !== null).length, soon).toBe(2);
  for (const { afterMs } of await heard()) expect(afterMs).toBeLessThan(1_000);
});
