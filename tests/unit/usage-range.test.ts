import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { GRANULARITIES, MAX_POINTS, RANGE_IDS } from "#lib/shared/range.ts";
import { previousRange } from "#lib/usage/previous-range.ts";
import { QUARTER_HOUR_MS, type Range, resolveRange } from "#lib/usage/range.ts";
import { isZone } from "#lib/usage/zone.ts";

const ZONES = [
  "UTC",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Europe/Berlin",
  "America/Havana",
  "Australia/Lord_Howe",
];
const LENGTH_MS = { "15m": 15 * 60_000, "1h": HOUR_MS, "1d": DAY_MS, "1w": 7 * DAY_MS, "1mo": 30 * DAY_MS };

const zone = fc.constantFrom(...ZONES);
const moment = fc.date({ min: new Date("2005-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
const wish = fc.record(
  {
    range: fc.constantFrom(...RANGE_IDS),
    from: fc.oneof(
      moment.map((date) => date.toISOString()),
      moment.map((date) => date.toISOString().slice(0, 10)),
      fc.string(),
    ),
    to: fc.oneof(
      moment.map((date) => date.toISOString().slice(0, 10)),
      fc.string(),
    ),
    granularity: fc.constantFrom(...GRANULARITIES.map(({ id }) => id)),
  },
  { requiredKeys: [] },
);
const ends = ({ from, to }: Range) => [from.toISOString(), to.toISOString()];

describe("a range", () => {
  it("is whole, begins on a quarter hour, never reaches past now and never needs over 200 points", () => {
    fc.assert(
      fc.property(wish, zone, moment, (wished, where, now) => {
        const range = resolveRange(wished, where, now);
        const spanMs = range.to.getTime() - range.from.getTime();
        expect(spanMs).toBeGreaterThan(0);
        expect(range.from.getTime() % QUARTER_HOUR_MS).toBe(0);
        expect(range.to.getTime()).toBeLessThanOrEqual(now.getTime() + 1);
        expect(range.granularities).toContain(range.granularity);
        expect(spanMs / LENGTH_MS[range.granularity] + 2).toBeLessThanOrEqual(MAX_POINTS);
      }),
    );
  });

  it("is held against an earlier one of about the same length, whatever it is", () => {
    fc.assert(
      fc.property(
        wish,
        zone,
        moment,
        fc.constantFrom("previous" as const, "weekdays" as const),
        (wished, where, now, how) => {
          const range = resolveRange(wished, where, now);
          const before = previousRange(range, how);
          expect(before.from.getTime()).toBeLessThan(range.from.getTime());
          expect(before.from.getTime() % QUARTER_HOUR_MS).toBe(0);
          const drift =
            before.to.getTime() - before.from.getTime() - (range.to.getTime() - range.from.getTime());
          expect(Math.abs(drift)).toBeLessThanOrEqual(4 * DAY_MS);
        },
      ),
    );
  });

  const now = new Date("2026-03-29T10:07:00.000Z");

  it("of 30 days is 30 local days, the present one included", () => {
    expect(ends(resolveRange({}, "UTC", now))).toEqual(["2026-02-28T00:00:00.000Z", now.toISOString()]);
    expect(ends(resolveRange({ range: "30d" }, "Asia/Kolkata", now))[0]).toBe("2026-02-27T18:30:00.000Z");
    expect(ends(resolveRange({ range: "30d" }, "Asia/Kathmandu", now))[0]).toBe("2026-02-27T18:15:00.000Z");
  });

  it("of hours goes back from the quarter hour that is running", () => {
    expect(resolveRange({ range: "24h" }, "UTC", now)).toMatchObject({
      from: new Date("2026-03-28T10:00:00.000Z"),
      granularity: "15m",
    });
  });

  it.each([
    ["2026-03-29", "Europe/Berlin", 23],
    ["2025-10-26", "Europe/Berlin", 25],
    ["2026-03-29", "Asia/Kolkata", 24],
    ["2025-11-02", "America/Havana", 25],
    ["2025-04-25", "Africa/Cairo", 23],
  ])("of the one day %s in %s has %i hours and is shown by quarter hours", (day, where, hours) => {
    const range = resolveRange({ from: day, to: day }, where, new Date("2026-06-01T00:00:00Z"));
    expect((range.to.getTime() - range.from.getTime()) / HOUR_MS).toBe(hours);
    expect(range.granularity).toBe("15m");
  });

  it.each([
    ["1h", "15m"],
    ["24h", "15m"],
    ["7d", "1d"],
    ["30d", "1d"],
    ["90d", "1d"],
    ["12mo", "1w"],
    ["mtd", "1d"],
  ] as const)("of %s is shown by %s", (range, granularity) => {
    expect(resolveRange({ range }, "UTC", now).granularity).toBe(granularity);
  });

  it("keeps a granularity that fits and lets go of one that is too fine", () => {
    expect(resolveRange({ range: "7d", granularity: "1h" }, "UTC", now).granularity).toBe("1h");
    expect(resolveRange({ range: "30d", granularity: "15m" }, "UTC", now).granularity).toBe("1d");
  });

  it.each([
    [{ range: "custom" as const, from: "yesterday" }],
    [{ range: "custom" as const, from: "2026-02-30" }],
    [{ range: "custom" as const, from: "2026-03-20", to: "2026-03-01" }],
    [{ range: "custom" as const, from: "2027-01-01" }],
    [{ range: "custom" as const }],
  ])("that makes no sense falls back: %j", (wished) => {
    expect(resolveRange(wished, "UTC", now).name).toBe("30d");
  });
});

describe("the period before", () => {
  const now = new Date("2026-03-29T10:07:00.000Z");
  it("reaches to the same time of day, also across a change of clocks", () => {
    const range = resolveRange({ range: "7d" }, "Europe/Berlin", now);
    expect(ends(previousRange(range, "previous"))).toEqual([
      "2026-03-15T23:00:00.000Z",
      "2026-03-22T11:07:00.000Z",
    ]);
  });
  it("of a month to date is the month before, to date", () => {
    const range = resolveRange({ range: "mtd" }, "UTC", new Date("2026-03-12T10:00:00Z"));
    expect(ends(previousRange(range, "previous"))).toEqual([
      "2026-02-01T00:00:00.000Z",
      "2026-02-12T10:00:00.000Z",
    ]);
  });
  it("of a billing period, which is a month of UTC in every zone, is the month before, to date", () => {
    const range = resolveRange({ range: "period" }, "Asia/Kathmandu", new Date("2026-03-12T10:00:00Z"));
    expect([ends(range), ends(previousRange(range, "previous"))]).toEqual([
      ["2026-03-01T00:00:00.000Z", "2026-03-12T10:00:00.000Z"],
      ["2026-02-01T00:00:00.000Z", "2026-02-12T10:00:00.000Z"],
    ]);
  });
  it("by weekdays moves by whole weeks", () => {
    const range = resolveRange({ range: "30d" }, "UTC", now);
    expect(previousRange(range, "weekdays").from.getUTCDay()).toBe(range.from.getUTCDay());
  });
});

it("takes IANA zones and nothing else for a time zone", () => {
  expect(["UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires"].every(isZone)).toBe(true);
  expect(["+05:30", "Mars/Olympus", "", "UTC'; drop table keys"].some(isZone)).toBe(false);
});
