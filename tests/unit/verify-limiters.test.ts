// Limiters around the core: in memory, over shared counters, and what happens when those cannot be reached.
import { describe, expect, it } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import type { FailurePolicy, Limit } from "#lib/shared/limits.ts";
import { withFailurePolicy } from "#lib/verify/failure-policy.ts";
import { type Charges, type Limiter, LimiterUnavailable } from "#lib/verify/limiter.ts";
import { createMemoryLimiter } from "#lib/verify/memory-limiter.ts";
import { createPostgresLimiter, type UpdateCounters } from "#lib/verify/postgres-limiter.ts";
import { testClock } from "../support/clock.ts";

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
  it("decides calls that wait together in one transaction, in their order", async () => {
    const batches: number[] = [];
    const update: UpdateCounters = async (wanted, decide) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const spent = decide({ nowMs: 1e12, ledgers: new Map(wanted.map((one) => [one.keyId, new Map()])) });
      batches.push(spent.reduce((sum, { amount }) => sum + amount, 0));
    };
    const limiter = createPostgresLimiter(update);
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => limiter.take(charges([limit("minute", 5)]))),
    );
    expect(verdicts.map(({ admitted }) => admitted)).toEqual([
      ...Array(5).fill(true),
      ...Array(15).fill(false),
    ]);
    expect(batches).toEqual([5]);
  });

  it("refuses every call of a transaction that failed, and goes on with the next", async () => {
    let away = true;
    const update: UpdateCounters = async (wanted, decide) => {
      decide({ nowMs: 1e12, ledgers: new Map(wanted.map((one) => [one.keyId, new Map()])) });
      if (away) throw new Error("the commit failed");
    };
    const limiter = createPostgresLimiter(update);
    const failed = await Promise.allSettled([1, 2, 3].map(() => limiter.take(charges([limit("minute", 5)]))));
    for (const one of failed)
      expect(one).toMatchObject({ status: "rejected", reason: expect.any(LimiterUnavailable) });
    away = false;
    expect((await limiter.take(charges([limit("minute", 5)]))).admitted).toBe(true);
  });
});

describe("when counters are away", () => {
  const away: Limiter = {
    take: async () => {
      throw new LimiterUnavailable("away", { cause: new Error("why") });
    },
  };
  const guarded = () => {
    const seen: FailurePolicy[] = [];
    const limiter = withFailurePolicy(away, {
      local: createMemoryLimiter(testClock().now),
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

  it("a key without limits never notices", async () => {
    const { limiter, seen } = guarded();
    expect(await limiter.take(charges([]))).toEqual({ admitted: true, limits: [] });
    expect(seen).toEqual([]);
  });

  it("an error of our own making is not taken for an outage", async () => {
    const broken: Limiter = { take: () => Promise.reject(new TypeError("a mistake")) };
    const local = createMemoryLimiter(testClock().now);
    const limiter = withFailurePolicy(broken, { local, onFailure: () => {} });
    await expect(limiter.take(charges([limit("a", 1, "open")]))).rejects.toThrow("a mistake");
  });
});
