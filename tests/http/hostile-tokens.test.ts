// Whatever is sent as a key: it is refused as 401, 400 or 413, soon, and the database hardly hears of it.
// The same with 100,000 of them is part of `npm run chaos`.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant } from "../support/factories.ts";
import {
  anyHostile,
  countLookUps,
  lookUps,
  sendHostile,
  type Target,
  wrongChecksum,
} from "../support/hostile.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

/** Seconds: a few on an idle machine. */
const SOON = 40;

let world: TestWorld;
let api: TestApi;
let target: Target;

beforeAll(async () => {
  world = await testWorld();
  await countLookUps(world.ownerSql);
  api = await testApi(world);
  const { secret } = await makeKey(world, await makeTenant(world));
  target = { url: api.url, secret, serviceToken: await makeServiceToken(world) };
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const statuses = (answers: Record<string, number>) =>
  [...new Set(Object.keys(answers).map((answer) => answer.split(" ")[0]))].sort();

describe("5,000 hostile tokens", () => {
  it("with a wrong checksum are all 401, without one look-up", async () => {
    expect((await api.verify({ key: target.secret })).code).toBe("VALID");
    expect(await lookUps(world.ownerSql)).toBe(1);
    const { answers, sent, seconds } = await sendHostile(target, 2_000, wrongChecksum);
    expect(answers).toEqual({ "401 MALFORMED": sent });
    expect(await lookUps(world.ownerSql)).toBe(1);
    expect(seconds).toBeLessThan(SOON);
  }, 60_000);

  it("of every other kind are 401, 400 or 413, and looked up no faster than an address may", async () => {
    const before = await lookUps(world.ownerSql);
    const { answers, sent, seconds } = await sendHostile(target, 3_000, anyHostile);
    expect(statuses(answers), JSON.stringify(answers)).toEqual(["400", "401", "413"]);
    expect(sent).toBe(3_000);
    expect(seconds).toBeLessThan(SOON);
    // From the address that the service tells, and from the connection's own: a hundred, what ran at once, and the pace.
    const most = 2 * (100 + 64 + 100 * seconds);
    const made = (await lookUps(world.ownerSql)) - before;
    expect(made).toBeGreaterThan(100);
    expect(made).toBeLessThan(most);
  }, 60_000);

  it("leave a good key good, and every one of them counted", async () => {
    expect((await api.verify({ key: target.secret })).code).toBe("VALID");
    await api.flush();
    const [row] = await world.ownerSql`
      select (select sum(calls)::int from usage_quarter_hours where outcome in ('MALFORMED', 'NOT_FOUND')) as refused,
        (select sum(refusals)::int from unknown_keys) as noted, (select count(*)::int from unknown_keys) as rows`;
    expect(row!.noted).toBe(row!.refused);
    expect(row!.rows).toBeLessThan(3 * 701);
  });
});
