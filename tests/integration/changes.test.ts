// Every command that changes what a verification would say leaves a change, whoever wrote it; numbers follow commits.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { finishRotation } from "#lib/keys/finish-rotation.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { updateKey } from "#lib/keys/update-key.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { resumeTenant } from "#lib/tenants/resume-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import { revokeToken } from "#lib/tokens/revoke-token.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

/** The kinds of changes that `work` leaves, in order. */
async function changesOf(work: () => Promise<unknown>): Promise<string[]> {
  const [before] = await world.ownerSql`select coalesce(max(seq), 0) as seq from changes`;
  await work();
  const rows = await world.ownerSql`
    select kind, revokes from changes where seq > ${before?.seq ?? 0} order by seq`;
  return rows.map(({ kind, revokes }) => (revokes ? `${kind} revoked` : kind));
}

describe("a change is noted, once in a transaction, by", () => {
  it("every command on keys, tenants, plans and tokens", async () => {
    const tenant = await makeTenant(world);
    const staff = await principalOf(world, { tenant, platformRole: "admin" });
    const { deps } = world;
    const key = await makeKey(world, tenant);
    const keyId = key.id;
    const run = (op: { execute: (...args: never[]) => Promise<unknown> }, input: object) =>
      changesOf(() => op.execute(...([deps, staff, input] as never[])));
    expect(await changesOf(() => makeKey(world, tenant))).toEqual(["secret"]);
    expect(await run(updateKey, { keyId, name: "another name" })).toEqual(["key"]);
    expect(await run(updateKey, { keyId, tags: ["eu"] })).toEqual([]);
    expect(await run(disableKey, { keyId })).toEqual(["key"]);
    expect(await run(enableKey, { keyId })).toEqual(["key"]);
    expect((await run(rotateKey, { keyId, graceSeconds: 60 })).sort()).toEqual(["key", "secret"]);
    expect(await run(finishRotation, { keyId })).toContain("key");
    expect(await run(suspendTenant, { reason: "a test" })).toEqual(["tenant"]);
    expect(await run(resumeTenant, {})).toEqual(["tenant"]);
    expect(await run(revokeKey, { keyId })).toEqual(["key revoked"]);
    expect(await run(updatePlan, { plan: tenant.planId, perRequest: { patients: 9 } })).toEqual(["plan"]);
    const made = await createToken.execute(deps, staff, { name: "a token", permissions: ["keys:verify"] });
    expect(await run(revokeToken, { tokenId: made.id })).toEqual(["token"]);
  });
});

it("numbers follow the order of commits, however transactions overlap", async () => {
  const tenant = await makeTenant(world);
  const [early, late] = [await makeKey(world, tenant), await makeKey(world, tenant)];
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const rename = (id: string, until: Promise<void>) =>
    world.ownerSql.begin(async (tx) => {
      await tx`update keys set name = 'renamed' where id = ${uuidOf("key", id)}`;
      await until;
    });
  const begunFirst = rename(early.id, first.promise);
  const begunSecond = rename(late.id, second.promise);
  second.resolve();
  await begunSecond;
  first.resolve();
  await begunFirst;
  const rows = await world.ownerSql`
    select subject from changes where subject in (${uuidOf("key", early.id)}, ${uuidOf("key", late.id)}) order by seq`;
  expect(rows.map(({ subject }) => subject)).toEqual([uuidOf("key", late.id), uuidOf("key", early.id)]);
});
