import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { offsetsBetween } from "#lib/usage/offsets.ts";
import { type Kept, type Span, spansOf } from "#lib/usage/spans.ts";

const QUARTERS: Kept = { fineMs: HOUR_MS / 4, byDay: true, fineFrom: null };
const at = (text: string) => new Date(`2026-11-${text}:00.000Z`);
const now = at("20T10:00");
const shown = (spans: readonly Span[]) =>
  spans.map(({ from, to }) => `${from.toISOString().slice(8, 16)} ${to.toISOString().slice(8, 16)}`);

/** Days that begin at `clock` UTC, from the 10th until the 14th. */
const daysFrom = (clock: string) => ["10", "11", "12", "13"].map((day) => at(`${day}T${clock}`));

describe("days that buckets cut", () => {
  it.each([
    ["18:30", ["11T18:30 12T00:00", "12T18:30 13T00:00", "13T18:30 14T00:00"]],
    ["05:00", ["11T00:00 11T05:00", "12T00:00 12T05:00", "13T00:00 13T05:00"]],
    ["12:00", ["11T00:00 11T12:00", "12T00:00 12T12:00", "13T00:00 13T12:00"]],
  ])("are read whole, and at %s only the part without noon is moved", (clock, moved) => {
    const starts = daysFrom(clock);
    const spans = spansOf({ from: starts[0]!, to: at("14T00:00"), now, starts }, QUARTERS);
    expect(shown(spans.days)).toEqual(["11T00:00 14T00:00"]);
    expect(shown(spans.moved)).toEqual(moved);
    expect(shown(spans.fine)).toEqual([`10T${clock} 11T00:00`]);
    expect(spans.grain).toBe("exact");
  });

  it("are read finely where they are cut twice, and not at all where only days are kept", () => {
    const starts = [at("11T00:00"), at("11T06:00"), at("11T18:00")];
    const range = { from: starts[0]!, to: at("12T00:00"), now, starts };
    expect(spansOf(range, QUARTERS)).toMatchObject({ days: [], moved: [], grain: "exact" });
    const never = spansOf(range, { ...QUARTERS, fineFrom: "never" });
    expect(shown(never.days)).toEqual(["11T00:00 12T00:00"]);
    expect(never).toMatchObject({ fine: [], moved: [], grain: "utc-day" });
  });

  it("count as far as they have come, where only days are kept and today is asked for", () => {
    const range = { from: at("19T00:00"), to: now, now, starts: [at("19T00:00"), at("20T00:00")] };
    const spans = spansOf(range, { ...QUARTERS, fineFrom: "never" });
    expect(shown(spans.days)).toEqual(["19T00:00 21T00:00"]);
    expect(spans.grain).toBe("exact");
  });
});

describe("clocks", () => {
  it.each([
    [
      "America/New_York",
      "2026-10-01",
      [
        ["2026-10-01T00:00", -16],
        ["2026-11-01T06:00", -20],
      ],
    ],
    [
      "Australia/Lord_Howe",
      "2026-09-20",
      [
        ["2026-09-20T00:00", 42],
        ["2026-10-03T15:30", 44],
      ],
    ],
    ["Asia/Kathmandu", "2026-03-01", [["2026-03-01T00:00", 23]]],
  ] as const)("of %s are followed to the quarter hour", (zone, day, expected) => {
    const from = new Date(`${day}T00:00:00.000Z`);
    const offsets = offsetsBetween(from, new Date(from.getTime() + 60 * DAY_MS), zone);
    expect(offsets.map((each) => [each.from.toISOString().slice(0, 16), each.quarters])).toEqual(expected);
  });
});
