// Each judgement by itself: at its edges, and whatever numbers come.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#lib/alerts/defaults.ts";
import { type Finding, reconcile, type Standing } from "#lib/alerts/reconcile.ts";
import { judgeCredential } from "#lib/alerts/rules/credential-failing.ts";
import { judgeWaking } from "#lib/alerts/rules/dormant-key.ts";
import { judgeExpiry } from "#lib/alerts/rules/key-expiring.ts";
import { judgeLag } from "#lib/alerts/rules/metering-lag.ts";
import { judgeNewNetwork } from "#lib/alerts/rules/new-network.ts";
import { judgeQuota } from "#lib/alerts/rules/quota.ts";
import { judgeRefusals } from "#lib/alerts/rules/refusals-burst.ts";
import { median, robustDeviation } from "#lib/alerts/rules/robust.ts";
import { judgeSpike } from "#lib/alerts/rules/spike.ts";
import { judgeThreshold } from "#lib/alerts/rules/threshold.ts";
import { judgeUnknownKeys } from "#lib/alerts/rules/unknown-keys-burst.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { ALERT_KINDS, type AlertKind } from "#lib/shared/alerts.ts";
import { newId } from "#lib/shared/ids.ts";

const NOW = new Date("2026-03-10T12:00:00Z");
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const key = { keyId: newId("key"), keyName: "orders" };

describe("a judgement", () => {
  it("of refusals wants both the share and the count", () => {
    const judge = (calls: number, refused: number) =>
      judgeRefusals(
        { ...key, calls, refused, mostOutcome: "RATE_LIMITED" },
        DEFAULT_SETTINGS.refusals_burst,
        NOW,
      ) !== null;
    expect([judge(250, 50), judge(251, 50), judge(49, 49), judge(50, 50)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("of unknown keys begins at the chosen number", () => {
    const judge = (calls: number) => judgeUnknownKeys({ calls }, { calls: 100, windowMinutes: 60 }, NOW);
    expect([judge(99), judge(100)?.subject]).toEqual([null, "platform"]);
  });

  it("of a network is none while a key is learnt, or roams", () => {
    const judge = (knownDays: number, networks: number) =>
      judgeNewNetwork(
        {
          ...{ ...key, network: "192.0.2.0/24", networks },
          ...{ firstAt: NOW, knownSince: ago(knownDays * DAY_MS) },
        },
        { learningDays: 3, mostNetworks: 20 },
      ) !== null;
    expect([judge(2.9, 2), judge(3, 2), judge(3, 20), judge(3, 21)]).toEqual([false, true, true, false]);
  });

  it("of a waking key counts from its last call, or else from its making", () => {
    const judge = (previousAt: Date | null) =>
      judgeWaking({ ...key, createdAt: ago(40 * DAY_MS), wokeAt: NOW, previousAt }, { quietDays: 30 })?.text;
    expect(judge(ago(29.9 * DAY_MS))).toBeUndefined();
    expect(judge(ago(30 * DAY_MS))).toContain("30 days without a call");
    expect(judge(null)).toContain("40 days after it was made");
  });

  it("of an expiry takes the nearest step, gets worse, and ends with the key", () => {
    const judge = (leftMs: number) => {
      const found = judgeExpiry({ ...key, expiresAt: ago(-leftMs) }, { daysBefore: [7, 30, 1, 14] }, NOW);
      return found && [found.period.split(" ")[1], found.severity];
    };
    expect([31, 30, 14.1, 14, 7, 1].map((days) => judge(days * DAY_MS))).toEqual([
      null,
      ["30", "info"],
      ["30", "info"],
      ["14", "info"],
      ["7", "warning"],
      ["1", "critical"],
    ]);
    expect(judge(0)).toBeNull();
  });

  it("of a provider key is silent while it works, and about an absent provider unless asked", () => {
    const judge = (state: "ok" | "invalid" | "unreachable", unreachable = false) =>
      judgeCredential(
        { credentialId: "cred_1", label: "main", provider: "openai", state, checkedAt: NOW },
        { unreachable },
        "/provider-keys",
      ) !== null;
    expect([judge("ok"), judge("invalid"), judge("unreachable"), judge("unreachable", true)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it("of a node tells too much that waits from what waits in silence, and from what is refused", () => {
    const judge = (waiting: number, setAside: number, silentMs: number) =>
      judgeLag(
        { nodeId: "node_1", host: "api-1", waiting, setAside, seenAt: ago(silentMs), ended: false },
        DEFAULT_SETTINGS.metering_lag,
        NOW,
      ) !== null;
    expect([judge(9_999, 0, 0), judge(10_000, 0, 0), judge(1, 0, 2 * MINUTE_MS), judge(0, 1, 0)]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it("of a threshold never takes equality for above or below, nor nothing for a number", () => {
    const judge = (comparison: "above" | "below", value: number | null) =>
      judgeThreshold(
        { ruleName: "mine", keyName: null, value },
        { ...DEFAULT_SETTINGS.threshold, comparison, value: 10 },
        NOW,
      ) !== null;
    expect([judge("above", 10), judge("above", 10.1), judge("below", 10), judge("below", 9)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(judge("below", null)).toBe(false);
  });

  it("of a quota names the highest step that is reached, and no step that is not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (limit, part) => {
          const used = Math.floor(limit * part);
          const facts = { limitName: "daily", meter: "requests", window: "day" as const, bucket: NOW };
          const found = judgeQuota({ ...key, ...facts, limit, used }, { percents: [100, 50, 80] });
          const reached = [100, 80, 50].find((percent) => used * 100 >= limit * percent);
          expect(found?.period.split(" ")[1]).toBe(reached === undefined ? undefined : String(reached));
        },
      ),
    );
  });
});

describe("a spike", () => {
  const judge = (callsPerHour: number, history: number[]) =>
    judgeSpike({ ...key, callsPerHour, history }, DEFAULT_SETTINGS.spike, NOW) !== null;

  it("needs a history, a volume, a multiple and a distance", () => {
    const quiet = Array.from({ length: 12 }, () => 100);
    expect(judge(600, quiet)).toBe(true);
    expect(judge(600, quiet.slice(0, 5))).toBe(false);
    expect(
      judge(
        199,
        Array.from({ length: 12 }, () => 1),
      ),
    ).toBe(false);
    expect(judge(290, quiet)).toBe(false);
    expect(judge(900, [0, 20, 900, 100, 1_000, 40, 800, 10, 950, 30, 5, 700])).toBe(false);
  });

  it("is not hidden by a single wild hour in the history", () => {
    expect(judge(600, [...Array.from({ length: 11 }, () => 100), 100_000])).toBe(true);
  });

  it("is never found where the hour is as busy as the busiest before", () => {
    const hours = fc.array(fc.nat(100_000), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(hours, (history) => {
        const usual = median(history);
        expect(judge(Math.floor(usual), history)).toBe(usual === 0 && usual >= 200);
      }),
    );
  });
});

it("the median and its deviation do not depend on the order, and move with their values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }),
      fc.nat(1_000),
      (values, shift) => {
        const moved = values.map((value) => value + shift).reverse();
        expect(median(moved)).toBeCloseTo(median(values) + shift, 6);
        expect(robustDeviation(moved)).toBeCloseTo(robustDeviation(values), 6);
        expect(median(values)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(median(values)).toBeLessThanOrEqual(Math.max(...values));
      },
    ),
  );
});

describe("comparing what holds with what is known", () => {
  const tenantId = newId("ten");
  const finding = (
    subject: string,
    period: string,
    goesOn: boolean,
    kind: AlertKind = "refusals_burst",
  ): Finding => ({
    ...{ tenantId, rule: kind, kind, subject, subjectLabel: subject, keyId: null, period, goesOn },
    ...{ title: "t", text: "t", path: "/" },
  });
  const standing = (each: Finding, change: Partial<Standing> = {}): Standing => ({
    ...{ tenantId, id: newId("alt"), rule: each.rule, kind: each.kind },
    ...{ subject: each.subject, period: each.period, firing: true, seenAt: NOW, closed: false },
    ...change,
  });
  const counts = (findings: Finding[], known: Standing[], now = NOW) => {
    const { open, seen, returned, ended } = reconcile(findings, known, now);
    return [open.length, seen.length, returned.length, ended.length];
  };

  it("opens once, goes on over the end of a period, and ends after a while of quiet", () => {
    const today = finding("k", "2026-03-10", true);
    expect(counts([today, today], [])).toEqual([1, 0, 0, 0]);
    const yesterday = standing(finding("k", "2026-03-09", true));
    expect(counts([today], [yesterday])).toEqual([0, 1, 0, 0]);
    expect(counts([], [yesterday], new Date(NOW.getTime() + 14 * MINUTE_MS))).toEqual([0, 0, 0, 0]);
    expect(counts([], [yesterday], new Date(NOW.getTime() + 15 * MINUTE_MS))).toEqual([0, 0, 0, 1]);
  });

  it("lets one return within its period, but not one that a person closed", () => {
    const today = finding("k", "2026-03-10", true);
    expect(counts([today], [standing(today, { firing: false })])).toEqual([0, 0, 1, 0]);
    expect(counts([today], [standing(today, { firing: false, closed: true })])).toEqual([0, 0, 0, 0]);
  });

  it("ends a step when the next one is reached", () => {
    const half = standing(finding("k", "50", false, "quota"));
    expect(counts([finding("k", "80", false, "quota")], [half])).toEqual([1, 0, 0, 1]);
  });

  it("opens nothing that it has opened, whatever holds, and finds nothing new the second time", () => {
    const some = fc.record({
      subject: fc.constantFrom("a", "b", "c"),
      period: fc.constantFrom("1", "2"),
      goesOn: fc.boolean(),
      kind: fc.constantFrom(...ALERT_KINDS),
    });
    fc.assert(
      fc.property(fc.array(some), (wishes) => {
        const findings = wishes.map(({ subject, period, goesOn, kind }) =>
          finding(subject, period, goesOn, kind),
        );
        const { open } = reconcile(findings, [], NOW);
        const names = open.map(({ rule, subject, period }) => `${rule} ${subject} ${period}`);
        expect(new Set(names).size).toBe(names.length);
        const again = reconcile(
          findings,
          open.map((each) => standing(each)),
          new Date(NOW.getTime() + HOUR_MS),
        );
        expect(again.open).toEqual([]);
      }),
    );
  });
});
