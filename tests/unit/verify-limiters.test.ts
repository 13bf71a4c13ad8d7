// Limiters around the core: in memory, over shared counters, and what happens when those cannot be reached.
import { describe, expect, it } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import type { FailurePolicy, Limit } from "#lib/shared/limits.ts";
import { withFailurePolicy } from "#lib/verify/failure-policy.ts";
import { createLeaseLimiter } from "#lib/verify/lease-limiter.ts";
import { type Charges, type Limiter, LimiterUnavailable } from "#lib/verify/limiter.ts";
import { createMemoryLimiter } from "#lib/verify/memory-limiter.ts";
import { testClock } from "../support/clock.ts";
import { sharedCounters } from "../support/shared-counters.ts";

const limit = (name: string, most: number, onFailure: FailurePolicy = "local"): Limit => ({
  name,
  kind: "rate",
  window: "1m",
  meter: "requests",
  limit: most,
  burst: 0,
  onFailure,
});
const keyId = newId("key");
const charges = (limits: Limit[], requests = 1, key = keyId): Charges => ({
  tenantId: newId("ten"),
  keyId: key,
  limits,
  amounts: new Map([["requests", requests]]),
});

describe("the limiter in memory", () => {
  it("counts each key by itself, and forgets what is over", async () => {
    const clock = testClock();
    const limiter = createMemoryLimiter(clock.now);
    const one = [limit("minute", 1)];
    const admitted = async (key = keyId) => (await limiter.take(charges(one, 1, key))).admitted;
    expect([await admitted(), await admitted(), await admitted(newId("key"))]).toEqual([true, false, true]);
    clock.advance(60_000);
    expect(await admitted()).toBe(true);
  });
});

describe("the limiter over shared counters", () => {
  it("decides calls that wait together in one visit, in their order", async () => {
    const counters = sharedCounters(() => 1e12);
    const limiter = createLeaseLimiter(counters.visit, () => 0);
    const one = charges([limit("minute", 5)]);
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => limiter.take(one)));
    expect(verdicts.map(({ admitted }) => admitted)).toEqual([
      ...Array(5).fill(true),
      ...Array(15).fill(false),
    ]);
    expect([counters.visits(), counters.spent()]).toEqual([1, 5]);
  });

  it("answers from memory, without a promise, what it holds and what cannot have come back", async () => {
    const counters = sharedCounters(() => 1e12);
    const limiter = createLeaseLimiter(counters.visit, () => 0);
    const one = charges([limit("minute", 1_000)]);
    const answers = [];
    let atOnce = 0;
    for (let index = 0; index < 1_500; index += 1) {
      const verdict = limiter.take(one);
      if (!(verdict instanceof Promise)) atOnce += 1;
      answers.push(await verdict);
    }
    expect(answers.filter(({ admitted }) => admitted)).toHaveLength(1_000);
    expect(answers.map(({ limits }) => limits[0]?.remaining)).toEqual(
      Array.from({ length: 1_500 }, (_, index) => Math.max(0, 999 - index)),
    );
    expect(atOnce).toBeGreaterThan(1_350);
    expect(answers.at(-1)).toMatchObject({ admitted: false, refusedBy: { resetMs: expect.any(Number) } });
  });

  it("gives back what it holds when it is closed, and holds nothing under a limit that was changed", async () => {
    const counters = sharedCounters(() => 1e12);
    const limiter = createLeaseLimiter(counters.visit, () => 0);
    const wide = charges([limit("minute", 1_000)]);
    for (let index = 0; index < 100; index += 1) await limiter.take(wide);
    expect(counters.spent()).toBeGreaterThan(100);
    const narrow = { ...wide, limits: [limit("minute", 101)] };
    const verdicts = [];
    for (let index = 0; index < 3; index += 1) verdicts.push(await limiter.take(narrow));
    expect(verdicts.map(({ admitted }) => admitted)).toEqual([true, false, false]);
    await limiter.close();
    expect(counters.spent()).toBe(101);
  });

  it("counts what calls came to use beyond what they took, also when nothing else of that moment counts", async () => {
    let nowMs = 0;
    const counters = sharedCounters(() => 1e12 + nowMs);
    const limiter = createLeaseLimiter(counters.visit, () => nowMs);
    const one = charges([limit("minute", 1_000)]);
    for (let index = 0; index < 10; index += 1) await limiter.take(one);
    nowMs += 7_000;
    limiter.settle({ ...one, amounts: new Map([["requests", 500]]) }, 100);
    await limiter.close();
    expect(counters.spent()).toBe(510);
  });

  it("visits the counters once for a lease that is renewed, not again for what was left of the one before", async () => {
    let nowMs = 0;
    const counters = sharedCounters(() => 1e12 + nowMs);
    const limiter = createLeaseLimiter(counters.visit, () => nowMs);
    const one = charges([limit("minute", 100_000)]);
    for (; nowMs < 3_600_000; nowMs += 15_000) {
      await limiter.take(one);
      await new Promise((done) => setImmediate(done));
    }
    expect(counters.visits()).toBeLessThanOrEqual(3_600 / 225 + 1);
    await limiter.close();
    expect(counters.spent()).toBe(240);
  });

  it("refuses every call of a visit that failed, and goes on with the next", async () => {
    let away = true;
    const counters = sharedCounters(() => 1e12);
    const limiter = createLeaseLimiter(
      async (leases, settle, nowMs) => {
        await counters.visit(leases, settle, nowMs);
        if (away) throw new Error("the commit failed");
      },
      () => 0,
    );
    const failed = await Promise.allSettled([1, 2, 3].map(() => limiter.take(charges([limit("minute", 5)]))));
    for (const one of failed)
      expect(one).toMatchObject({ status: "rejected", reason: expect.any(LimiterUnavailable) });
    away = false;
    expect((await limiter.take(charges([limit("minute", 6)]))).admitted).toBe(true);
  });

  it("makes nobody wait while the database is away, and comes back by itself", async () => {
    let away = true;
    const counters = sharedCounters(() => 1e12);
    const limiter = createLeaseLimiter(
      async (leases, settle, nowMs) => {
        if (away) throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
        await counters.visit(leases, settle, nowMs);
      },
      () => 0,
    );
    const one = charges([limit("minute", 5)]);
    await expect(limiter.take(one)).rejects.toThrow(LimiterUnavailable);
    expect(() => limiter.take(one)).toThrow(LimiterUnavailable);
    away = false;
    await expect.poll(async () => (await limiter.take(one)).admitted, { timeout: 2_000 }).toBe(true);
  });
});

describe("when counters are away", () => {
  const away: Limiter = {
    take: async () => {
      throw new LimiterUnavailable("away", { cause: new Error("why") });
    },
    settle() {},
    close: async () => {},
  };
  const guarded = (nodes = 1) => {
    const seen: FailurePolicy[] = [];
    const limiter = withFailurePolicy(away, {
      local: createMemoryLimiter(testClock().now),
      nodes: () => nodes,
      onFailure: (policy) => seen.push(policy),
    });
    return { limiter, seen };
  };

  it("one closed limit makes the call unanswerable", async () => {
    const { limiter, seen } = guarded();
    const mixed = [limit("a", 1, "open"), limit("b", 1, "closed"), limit("c", 1, "local")];
    await expect(limiter.take(charges(mixed))).rejects.toThrow(LimiterUnavailable);
    expect(seen).toEqual(["closed"]);
  });

  it("local limits hold within the process, open ones let through, and the verdict says so", async () => {
    const { limiter, seen } = guarded();
    const mixed = [limit("open", 1, "open"), limit("local", 2, "local")];
    const verdicts = [];
    for (let index = 0; index < 3; index += 1) verdicts.push(await limiter.take(charges(mixed)));
    expect(verdicts.map(({ admitted, degraded }) => [admitted, degraded])).toEqual([
      [true, "local"],
      [true, "local"],
      [false, "local"],
    ]);
    expect(verdicts[0]?.limits.map(({ name }) => name)).toEqual(["local", "open"]);
    expect(seen).toEqual(["local", "local", "local"]);
  });

  it("a process holds local limits to its share of them", async () => {
    const { limiter } = guarded(3);
    const ten = charges([limit("local", 10)]);
    const verdicts = [];
    for (let index = 0; index < 4; index += 1) verdicts.push(await limiter.take(ten));
    expect(verdicts.map(({ admitted }) => admitted)).toEqual([true, true, true, false]);
  });

  it("a key without limits never notices", async () => {
    const { limiter, seen } = guarded();
    expect(await limiter.take(charges([]))).toEqual({ admitted: true, limits: [] });
    expect(seen).toEqual([]);
  });

  it("an error of our own making is not taken for an outage", async () => {
    const broken: Limiter = {
      take: () => Promise.reject(new TypeError("a mistake")),
      settle() {},
      close: async () => {},
    };
    const local = createMemoryLimiter(testClock().now);
    const limiter = withFailurePolicy(broken, { local, nodes: () => 1, onFailure: () => {} });
    await expect(limiter.take(charges([limit("a", 1, "open")]))).rejects.toThrow("a mistake");
  });
});
