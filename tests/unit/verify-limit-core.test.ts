// The arithmetic of limits, by its properties.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Limit } from "#lib/shared/limits.ts";
import { type Ledger, spend } from "#lib/verify/ledger.ts";
import { decideLimits } from "#lib/verify/limit-core.ts";

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 2, 10, 12);

const rate = (limit: number, more: object = {}): Limit => ({
  name: "minute",
  kind: "rate",
  window: "1m",
  meter: "requests",
  limit,
  burst: 0,
  onFailure: "local",
  ...more,
});
const quota = (limit: number, window: "day" | "month" | "life", more: object = {}): Limit => ({
  name: window,
  kind: "quota",
  window,
  meter: "requests",
  limit,
  onFailure: "local",
  ...more,
});

function taker(limits: Limit[]) {
  const ledger: Ledger = new Map();
  return (amounts: Record<string, number>, nowMs: number) => {
    const { verdict, spendings } = decideLimits(limits, new Map(Object.entries(amounts)), ledger, nowMs);
    spend(ledger, spendings);
    return verdict;
  };
}

/** Calls at growing times, with their costs; many a little less than a window after another. */
const gapMs = fc.oneof(
  fc.integer({ min: 0, max: 500 }),
  fc.integer({ min: 0, max: 30_000 }),
  fc.integer({ min: 56_000, max: 60_000 }),
);
const calls = fc.array(fc.record({ gapMs, cost: fc.integer({ min: 0, max: 12 }) }), { maxLength: 200 });

describe("a rate", () => {
  it("never admits more than its limit within any span as long as its window", () => {
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 40 }), (list, limit) => {
        const take = taker([rate(limit)]);
        const admitted: { atMs: number; cost: number }[] = [];
        let atMs = START;
        for (const { gapMs, cost } of list) {
          atMs += gapMs;
          if (take({ requests: cost }, atMs).admitted) admitted.push({ atMs, cost });
          const within = admitted.filter((call) => call.atMs > atMs - MINUTE_MS);
          expect(within.reduce((sum, call) => sum + call.cost, 0)).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it("admits again exactly when it said, and not a millisecond before", () => {
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 40 }), (list, limit) => {
        const ledger: Ledger = new Map();
        let nowMs = START;
        for (const { gapMs, cost } of list) {
          nowMs += gapMs;
          const { verdict, spendings } = decideLimits(
            [rate(limit)],
            new Map([["requests", cost]]),
            ledger,
            nowMs,
          );
          spend(ledger, spendings);
          if (verdict.admitted || cost > limit) continue;
          const waitMs = verdict.refusedBy.resetMs as number;
          const again = (afterMs: number) =>
            decideLimits([rate(limit)], new Map([["requests", cost]]), ledger, nowMs + afterMs).verdict
              .admitted;
          expect(waitMs).toBeGreaterThan(0);
          expect(waitMs).toBeLessThanOrEqual(MINUTE_MS);
          expect(again(waitMs)).toBe(true);
          expect(again(waitMs - 1)).toBe(false);
        }
      }),
    );
  });

  it("gives a steady caller at least 95 of 100 of what it allows", () => {
    const take = taker([rate(200)]);
    let admitted = 0;
    for (let atMs = START; atMs < START + 20 * MINUTE_MS; atMs += 150)
      if (take({ requests: 1 }, atMs).admitted) admitted += 1;
    expect(admitted / 20).toBeGreaterThan(190);
    expect(admitted / 20).toBeLessThanOrEqual(200);
  });

  it("adds its burst to its limit", () => {
    const take = taker([rate(2, { burst: 1 })]);
    const results = [1, 2, 3, 4].map(() => take({ requests: 1 }, START));
    expect(results.map(({ admitted }) => admitted)).toEqual([true, true, true, false]);
    expect(results[0]?.limits[0]).toMatchObject({ limit: 3, remaining: 2 });
  });

  it("counts what was spent in the future, before a clock was set back", () => {
    const take = taker([rate(1)]);
    take({ requests: 1 }, START + MINUTE_MS);
    expect(take({ requests: 1 }, START).admitted).toBe(false);
  });
});

describe("a quota", () => {
  it("admits exactly its amount, and everything again with the calendar", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 7 }), (limit, cost) => {
        const take = taker([quota(limit, "day")]);
        const late = Date.UTC(2026, 2, 10, 23, 59, 59, 999);
        let admitted = 0;
        for (let index = 0; index < 100; index += 1)
          if (take({ requests: cost }, late).admitted) admitted += cost;
        expect(admitted).toBe(Math.floor(limit / cost) * cost);
        expect(take({ requests: Math.min(cost, limit) }, late + 1).admitted).toBe(true);
      }),
    );
  });

  it("ends with its month, whatever the month's length", () => {
    const verdict = taker([quota(5, "month")])({ requests: 1 }, Date.UTC(2028, 1, 28, 12));
    expect(verdict.limits[0]).toMatchObject({ resetMs: 1.5 * 86_400_000, windowMs: 29 * 86_400_000 });
  });

  it("for life never comes back", () => {
    const take = taker([quota(1, "life")]);
    take({ requests: 1 }, START);
    const refused = take({ requests: 1 }, START + 1e12);
    expect(refused).toMatchObject({ admitted: false, refusedBy: { resetMs: null } });
  });
});

describe("several limits", () => {
  const several = [
    rate(5),
    quota(9, "day"),
    rate(7, { name: "patients", meter: "patients" }),
    rate(3, { name: "small", window: "1s" }),
  ];

  it("spend all or nothing", () => {
    const amount = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { maxLength: 60 }), (list) => {
        const take = taker(several);
        for (const [requests, patients] of list) {
          const before = take({}, START).limits.map(({ remaining }) => remaining);
          const verdict = take({ requests, patients }, START);
          const after = take({}, START).limits.map(({ remaining }) => remaining);
          const spent = verdict.admitted ? [requests, requests, patients, requests] : [0, 0, 0, 0];
          expect(after).toEqual(before.map((left, index) => left - (spent[index] ?? 0)));
          expect(verdict.limits.map(({ remaining }) => remaining)).toEqual(after);
        }
      }),
    );
  });

  it("on one meter and window share their counter and charge it once", () => {
    const take = taker([rate(4), rate(2, { name: "strict" })]);
    take({ requests: 2 }, START);
    const refused = take({ requests: 1 }, START);
    expect(refused).toMatchObject({ admitted: false, refusedBy: { name: "strict" } });
    expect(refused.limits.map(({ remaining }) => remaining)).toEqual([2, 0]);
  });

  it("name the one that holds the call up longest", () => {
    const take = taker([rate(1), quota(1, "day"), rate(1, { name: "second", window: "1s" })]);
    take({ requests: 1 }, START);
    expect(take({ requests: 1 }, START)).toMatchObject({ refusedBy: { name: "day" } });
  });

  it("never overflow into admitting", () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const take = taker([rate(huge, { burst: huge })]);
    expect(take({ requests: huge }, START).admitted).toBe(true);
    expect(take({ requests: 1 }, START + 2 * MINUTE_MS).admitted).toBe(true);
    const full = taker([quota(huge - 1, "life")]);
    full({ requests: huge - 1 }, START);
    expect(full({ requests: huge }, START).admitted).toBe(false);
    expect(full({ requests: 1 }, START).admitted).toBe(false);
  });

  it("are asked about with 0, which is always admitted and spends nothing", () => {
    const take = taker([rate(1)]);
    take({ requests: 1 }, START);
    expect(take({ requests: 0 }, START)).toMatchObject({ admitted: true, limits: [{ remaining: 0 }] });
  });
});
