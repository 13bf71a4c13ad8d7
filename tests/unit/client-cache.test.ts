// The client's memory of answers, against a counter that is exact: everything admitted is counted, and little too much.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Verdict, VerifyInput } from "../../clients/typescript/src/types.ts";
import { createVerifyCache } from "../../clients/typescript/src/verify-cache.ts";

function server(limit: number) {
  let counted = 0;
  const ask = async ({ cost = 1 }: VerifyInput): Promise<Verdict> => {
    const valid = counted + cost <= limit;
    if (valid) counted += cost;
    const state = {
      name: "all",
      kind: "quota",
      meter: "requests",
      limit,
      remaining: limit - counted,
      resetMs: null,
    };
    return {
      ...{ valid, code: valid ? "VALID" : "QUOTA_EXCEEDED", status: valid ? 200 : 429, requestId: "req_1" },
      ...{ keyId: "key_1", secretId: null, name: null, environment: "live", tenant: null, scopes: [] },
      ...{ metadata: {}, expiresAt: null, demo: false, legacy: false, limits: [state], response: null },
    } as Verdict;
  };
  return { ask, counted: () => counted };
}

const steps = fc.array(
  fc.oneof(
    fc.record({ cost: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ passMs: fc.integer({ min: 0, max: 1_500 }) }),
    fc.constant({ settle: true as const }),
  ),
  { maxLength: 120 },
);

it("counts all that was admitted, and admits at most a share beyond a limit", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 200 }), async (sequence, limit) => {
      const { ask, counted } = server(limit);
      let nowMs = 0;
      const cache = createVerifyCache(
        { ask, isFresh: () => true, nowMs: () => nowMs },
        { maxAgeMs: 1_000, share: 0.1 },
      );
      let admitted = 0;
      for (const step of sequence) {
        if ("passMs" in step) nowMs += step.passMs;
        else if ("settle" in step) await cache.settle();
        else if ((await cache.verify({ key: "k", cost: step.cost })).valid) admitted += step.cost;
      }
      await cache.settle();
      expect(admitted).toBe(counted());
      expect(admitted).toBeLessThanOrEqual(limit);
    }),
  );
});

it("asks every time while it cannot hear of changes, and after a key changed", async () => {
  let fresh = true;
  let asked = 0;
  const exact = server(1_000);
  const ask = (input: VerifyInput) => {
    asked += 1;
    return exact.ask(input);
  };
  const cache = createVerifyCache({ ask, isFresh: () => fresh, nowMs: () => 0 }, { maxAgeMs: 1_000 });
  const askedFor = async (input: Partial<VerifyInput> = {}) => {
    const before = asked;
    await cache.verify({ key: "k", ...input });
    return asked - before;
  };
  expect([await askedFor(), await askedFor(), await askedFor({ scopes: ["a"] })]).toEqual([1, 0, 1]);
  expect(await askedFor({ scopes: ["a"] })).toBe(0);
  fresh = false;
  expect(await askedFor()).toBe(1);
  fresh = true;
  cache.forget({ all: false, keys: ["key_2"], tenants: [] });
  expect(await askedFor()).toBe(0);
  cache.forget({ all: false, keys: ["key_1"], tenants: [] });
  expect([await askedFor(), await askedFor()]).toEqual([1, 0]);
  cache.forget({ all: true, keys: [], tenants: [] });
  expect(await askedFor()).toBe(1);
});
