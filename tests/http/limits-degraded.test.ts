// Limits that go on without their counters do not do so unnoticed: the audit trail says since when, and until when.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { createDegradedWatch, type DegradedNews } from "#lib/verify/degraded-watch.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { testClock } from "../support/clock.ts";
import { makeTenant } from "../support/factories.ts";
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

const perSecond: Limit[] = [
  { name: "second", kind: "rate", window: "1s", meter: "requests", limit: 5, burst: 0, onFailure: "local" },
];
const trail = () => world.ownerSql`
  select action, target_type, after from audit_entries where action like 'limits.%' order by seq`;

describe("limits that are counted in one process alone", () => {
  it("for more than a minute leave one entry, and one when they are counted together again", async () => {
    const key = await makeKey(world, await makeTenant(world), { limits: perSecond });
    const call = () => api.verify({ key: key.secret });
    await call();
    world.clock.advance(2 * SECOND_MS);
    const since = world.clock.now().toISOString();
    await world.ownerSql.unsafe("alter table limit_counters rename to limit_counters_away");
    try {
      await call();
      world.clock.advance(MINUTE_MS);
      await call();
      expect(await trail()).toEqual([]);
      world.clock.advance(2 * SECOND_MS);
      await call();
      world.clock.advance(2 * SECOND_MS);
      await call();
      const degraded = { action: "limits.degrade", target_type: "node", after: { policy: "local", since } };
      await expect.poll(trail).toEqual([degraded]);
    } finally {
      await world.ownerSql.unsafe("alter table limit_counters_away rename to limit_counters");
    }
    world.clock.advance(2 * SECOND_MS);
    const until = world.clock.now().toISOString();
    await call();
    const recovered = { action: "limits.recover", after: { policy: "local", since, until } };
    await expect.poll(async () => (await trail())[1]).toMatchObject(recovered);
    expect(await trail()).toHaveLength(2);
  });

  it("are counted for whoever watches, like leases and what is decided from them", async () => {
    const { text } = await api.send("GET", "/metrics");
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(unlabelled(text))?.[1]);
    expect(value("keyhold_limiter_failures_total local")).toBe(4);
    expect(value("keyhold_limit_claims_total failed")).toBeGreaterThan(0);
    expect(value("keyhold_limit_claims_total done")).toBeGreaterThan(0);
    expect(value("keyhold_limit_decisions_from_memory_total admitted")).toBeGreaterThanOrEqual(0);
    expect(value("keyhold_limit_leases_held")).toBeGreaterThanOrEqual(0);
  });
});

describe("news of it", () => {
  it("that cannot be told is told later, in order and once", async () => {
    const clock = testClock();
    const told: DegradedNews[] = [];
    let away = true;
    const watch = createDegradedWatch({
      clock: clock.now,
      againMs: 1,
      async tell(news) {
        if (away) throw new Error("away");
        told.push(news);
      },
    });
    const since = clock.now();
    watch.failed("open");
    clock.advance(2 * MINUTE_MS);
    watch.failed("open");
    watch.failed("closed");
    watch.reached();
    watch.reached();
    away = false;
    await expect.poll(() => told).toHaveLength(2);
    expect(told).toEqual([
      { policy: "open", since, until: null },
      { policy: "open", since, until: clock.now() },
    ]);
  });

  it("is none when it was over within a minute", () => {
    const clock = testClock();
    const told: DegradedNews[] = [];
    const watch = createDegradedWatch({ clock: clock.now, tell: async (news) => void told.push(news) });
    for (let minute = 0; minute < 5; minute += 1) {
      watch.failed("local");
      clock.advance(MINUTE_MS);
      watch.failed("local");
      watch.reached();
    }
    expect(told).toEqual([]);
  });
});

/** `name{labels} value` as `name value`, or as `name label value` where a label tells series apart. */
function unlabelled(text: string): string {
  return text
    .replace(/\{node="[^"]*"\}/g, "")
    .replace(/\{(?:\w+="([^"]*)",)?node="[^"]*"(?:,\w+="([^"]*)")?\}/g, " $1$2");
}
