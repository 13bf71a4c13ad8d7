// What a page shows as left of a limit is what verification counts.
import { afterAll, beforeAll, expect, it } from "vitest";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { limitsLeft } from "#lib/keys/limits-left.ts";
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

it("shows as left what a verification would answer, before and after a window has passed", async () => {
  const tenant = await makeTenant(world);
  const key = await makeKey(world, tenant, {
    limits: [
      { kind: "rate", limit: 10, burst: 2, window: "1m" },
      { kind: "quota", limit: 100, window: "month" },
      { kind: "quota", meter: "patients", limit: 50, window: "life" },
    ],
  });
  const viewer = await principalOf(world, { tenant, role: "viewer" });
  const left = async () =>
    (await limitsLeft.execute(world.deps, viewer, { keyId: key.id })).items.map(({ left }) => left);
  const counted = async (question: object) => {
    const { limits } = await api.verify({ key: key.secret, ...question });
    return limits.map(({ remaining }: { remaining: number }) => remaining);
  };

  expect(await left()).toEqual([12, 100, 50]);
  expect(await counted({ cost: 3, units: { patients: 20 } })).toEqual(await left());
  expect(await left()).toEqual([9, 97, 30]);
  world.clock.advance(2 * MINUTE_MS);
  expect(await left()).toEqual([12, 97, 30]);
  expect(await counted({ cost: 0 })).toEqual(await left());
});

it("does not tell another tenant about a key", async () => {
  const key = await makeKey(world, await makeTenant(world));
  const stranger = await principalOf(world, { tenant: await makeTenant(world), role: "owner" });
  await expect(limitsLeft.execute(world.deps, stranger, { keyId: key.id })).rejects.toMatchObject({
    code: "not_found",
  });
});
