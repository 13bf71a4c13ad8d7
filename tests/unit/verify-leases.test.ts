// Limits over several processes, simulated: many clocks, one set of counters, a network that takes its time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { createLeaseLimiter } from "#lib/verify/lease-limiter.ts";
import type { Limiter } from "#lib/verify/limiter.ts";
import { type SharedCounters, sharedCounters } from "../support/shared-counters.ts";

const START = Date.UTC(2026, 2, 10, 12);
const rate = (limit: number, window: "1s" | "1m" = "1m", burst = 0): Limit => ({
  name: "rate",
  kind: "rate",
  window,
  meter: "requests",
  limit,
  burst,
  onFailure: "local",
});
const quota = (limit: number): Limit => ({
  name: "quota",
  kind: "quota",
  window: "life",
  meter: "requests",
  limit,
  onFailure: "local",
});

interface System {
  limiters: Limiter[];
  counters: SharedCounters;
  /** Milliseconds of the database's clock since the beginning. */
  now(): number;
  advance(ms: number): void;
}

/** Each process has a clock that started at another time. */
function system(nodes: number): System {
  let elapsedMs = 0;
  const counters = sharedCounters(() => START + elapsedMs, nodes);
  const limiters = Array.from({ length: nodes }, (_, node) =>
    createLeaseLimiter(counters.visit, () => node * 7_777_777.5 + elapsedMs),
  );
  return {
    limiters,
    counters,
    now: () => elapsedMs,
    advance: (ms) => {
      elapsedMs += ms;
    },
  };
}

/** What was admitted, and the most within any span as long as the window. */
interface Tally {
  admitted: { atMs: number; cost: number }[];
  total: number;
}

function mostWithin({ admitted }: Tally, lengthMs: number): number {
  let most = 0;
  let sum = 0;
  let from = 0;
  for (const { atMs, cost } of admitted) {
    sum += cost;
    while ((admitted[from]?.atMs ?? 0) <= atMs - lengthMs) sum -= admitted[from++]?.cost ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

const keyId = newId("key");
const tenantId = newId("ten");

async function call({ limiters, now }: System, node: number, limits: Limit[], cost: number, tally: Tally) {
  const limiter = limiters[node];
  const verdict = await limiter?.take({ tenantId, keyId, limits, amounts: new Map([["requests", cost]]) });
  if (!verdict?.admitted) return;
  tally.admitted.push({ atMs: now(), cost });
  tally.total += cost;
}

/** Lets visits that are under way finish. */
const settle = () => new Promise((done) => setImmediate(done));

const steps = fc.array(
  fc.record({
    node: fc.integer({ min: 0, max: 2 }),
    cost: fc.integer({ min: 0, max: 5 }),
    calls: fc.integer({ min: 1, max: 6 }),
    gapMs: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 30_000 })),
    dies: fc.integer({ min: 0, max: 30 }).map((dice) => dice === 0),
  }),
  { maxLength: 60 },
);

describe("limits over several processes", { timeout: 60_000 }, () => {
  it("a rate is never exceeded within any span of its window, whoever dies, whatever their clocks say", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 120 }), async (list, most) => {
        const all = system(3);
        const limits = [rate(most)];
        const tally: Tally = { admitted: [], total: 0 };
        for (const { node, cost, calls, gapMs, dies } of list) {
          all.advance(gapMs);
          if (dies) all.limiters[node] = createLeaseLimiter(all.counters.visit, () => all.now());
          for (let index = 0; index < calls; index += 1) await call(all, node, limits, cost, tally);
        }
        expect(mostWithin(tally, 60_000)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 30 },
    );
  });

  it("what a process holds counts for a window from when it was spent, however late that was", async () => {
    const ms = (min: number, max: number) => fc.integer({ min, max });
    await fc.assert(
      fc.asyncProperty(
        ms(50, 300),
        ms(1, 10),
        ms(100, 8_000),
        ms(0, 2_000),
        async (most, few, late, early) => {
          const all = system(2);
          const limits = [rate(most)];
          const tally: Tally = { admitted: [], total: 0 };
          for (let index = 0; index < most / 3; index += 1) await call(all, 0, limits, 1, tally);
          all.advance(late);
          for (let index = 0; index < few; index += 1) await call(all, 0, limits, 1, tally);
          all.advance(60_000 - early);
          for (let index = 0; index < most; index += 1) await call(all, 1, limits, 1, tally);
          expect(mostWithin(tally, 60_000)).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 25, examples: [[100, 5, 1_900, 100]] },
    );
  });

  it("a quota is never exceeded, and spent to the end when nobody dies", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 200 }), async (list, most) => {
        const all = system(3);
        const limits = [quota(most)];
        const tally: Tally = { admitted: [], total: 0 };
        let died = false;
        for (const { node, cost, calls, gapMs, dies } of list) {
          all.advance(gapMs);
          died ||= dies;
          if (dies) all.limiters[node] = createLeaseLimiter(all.counters.visit, () => all.now());
          for (let index = 0; index < calls; index += 1) await call(all, node, limits, cost, tally);
        }
        expect(tally.total).toBeLessThanOrEqual(most);
        for (const limiter of all.limiters) await limiter.close();
        if (!died) expect(all.counters.spent()).toBe(tally.total);
        all.advance(60_000);
        for (let index = 0; index < most; index += 1) await call(all, index % 3, limits, 1, tally);
        if (died) expect(tally.total).toBeLessThanOrEqual(most);
        else expect(tally.total).toBe(most);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [1, "1m"],
    [10, "1m"],
    [100, "1m"],
    [10_000, "1m"],
    [1, "1s"],
    [100, "1s"],
    [10_000, "1s"],
  ] as const)(
    "%i per %s at three times the demand, skewed over three processes, is used and kept",
    async (most, window) => {
      const all = system(3);
      const limits = [rate(most, window)];
      const lengthMs = window === "1s" ? 1_000 : 60_000;
      const tally: Tally = { admitted: [], total: 0 };
      const spans = 6;
      const steps = Math.min(3 * most, 600) * spans;
      const each = (3 * most * spans) / steps;
      let seed = 1;
      for (let step = 0; step < steps; step += 1) {
        all.advance(Math.floor(((step + 1) * lengthMs * spans) / steps) - all.now());
        for (let index = 0; index < each; index += 1) {
          seed = (seed * 48_271) % 2_147_483_647;
          const dice = seed % 100;
          void call(all, dice < 80 ? 0 : dice < 95 ? 1 : 2, limits, 1, tally);
        }
        await settle();
      }
      expect(mostWithin(tally, lengthMs)).toBeLessThanOrEqual(most);
      expect(tally.total / (most * spans)).toBeGreaterThanOrEqual(0.93);
      for (const limiter of all.limiters) await limiter.close();
    },
  );

  it("a steady demand well below the limit is hardly ever made to wait, and never refused", async () => {
    const all = system(3);
    const limits = [rate(600), quota(1_000_000)];
    const amounts = new Map([["requests", 1]]);
    let waited = 0;
    let refused = 0;
    const calls = 4_000;
    for (let index = 0; index < calls; index += 1) {
      all.advance(200);
      const verdict = all.limiters[index % 3]?.take({ tenantId, keyId, limits, amounts });
      if (verdict instanceof Promise) waited += 1;
      if (!(await verdict)?.admitted) refused += 1;
    }
    expect(refused).toBe(0);
    expect(waited / calls).toBeLessThan(0.05);
    expect(all.counters.visits() / calls).toBeLessThan(0.15);
  });
});
