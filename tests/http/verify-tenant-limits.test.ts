// Limits of a plan that all keys of a tenant share.
import { afterAll, beforeAll, expect, it } from "vitest";
import { limitsLeft } from "#lib/keys/limits-left.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

it("counts all keys of a tenant together, also keys with limits of their own, and no other tenant's", async () => {
  const [tenant, other] = [await makeTenant(world), await makeTenant(world)];
  const admin = await principalOf(world, { platformRole: "admin" });
  const [plan] = await world.ownerSql<[{ slug: string }]>`select slug from plans where is_default`;
  await updatePlan.execute(world.deps, admin, {
    plan: plan.slug,
    limits: [{ kind: "quota", limit: 10, window: "day", per: "tenant" }],
  });
  const inherits = await makeKey(world, tenant);
  const hasOwn = await makeKey(world, tenant, { limits: [{ kind: "rate", limit: 8, window: "1m" }] });
  const theirs = await makeKey(world, other);
  expect(hasOwn.limits.map(({ name }) => name)).toEqual(["minute", "tenant-calendar-day"]);
  const codes = [];
  for (let index = 0; index < 6; index += 1)
    for (const { secret } of [inherits, hasOwn]) codes.push((await api.verify({ key: secret })).code);
  expect(codes).toEqual([...Array(10).fill("VALID"), "QUOTA_EXCEEDED", "QUOTA_EXCEEDED"]);
  expect(await api.verify({ key: theirs.secret })).toMatchObject({
    code: "VALID",
    limits: [{ name: "tenant-calendar-day", remaining: 9 }],
  });
  const staff = await principalOf(world, { tenant, platformRole: "admin" });
  const { items: left } = await limitsLeft.execute(world.deps, staff, { keyId: hasOwn.id });
  expect(left.map(({ limit, left }) => [limit.name, left])).toEqual([
    ["minute", 3],
    ["tenant-calendar-day", 0],
  ]);
});

it("stands in plans alone", async () => {
  const tenant = await makeTenant(world);
  const wished = makeKey(world, tenant, {
    limits: [{ kind: "quota", limit: 1, window: "day", per: "tenant" }],
  });
  await expect(wished).rejects.toMatchObject({ fields: { "limits.0.per": expect.stringContaining("plan") } });
});
