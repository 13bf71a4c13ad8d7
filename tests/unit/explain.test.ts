import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf } from "#lib/usage/explain.ts";
import { earlierSearch, explainQuestion } from "#lib/usage/explain-question.ts";
import { usageSearch } from "#lib/usage/usage-search.ts";

const sums = fc
  .dictionary(fc.constantFrom(..."abcdefghijkl"), fc.nat(1_000_000_000))
  .map((groups) => new Map(Object.entries(groups)));
const total = (groups: ReadonlyMap<string, number>) => [...groups.values()].reduce((a, b) => a + b, 0);

describe("the parts of a change", () => {
  it("add up to the difference exactly, however many are shown", () => {
    fc.assert(
      fc.property(sums, sums, fc.integer({ min: 1, max: 14 }), (before, after, most) => {
        const parts = partsOf(before, after, most);
        expect(parts.reduce((sum, { change }) => sum + change, 0)).toBe(total(after) - total(before));
        for (const part of parts) expect(part.after - part.before).toBe(part.change);
        expect(parts.length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });

  it("come with the largest first, whichever way it went", () => {
    fc.assert(
      fc.property(sums, sums, (before, after) => {
        const sizes = partsOf(before, after, 20).map(({ change }) => Math.abs(change));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });

  it("say what is new and what is gone", () => {
    const parts = partsOf(
      new Map([
        ["a", 5],
        ["b", 9],
        ["c", 4],
      ]),
      new Map([
        ["b", 2],
        ["c", 4],
        ["d", 30],
      ]),
      10,
    );
    expect(parts).toEqual([
      { key: "d", before: 0, after: 30, change: 30, mark: "new" },
      { key: "b", before: 9, after: 2, change: -7, mark: null },
      { key: "a", before: 5, after: 0, change: -5, mark: "gone" },
    ]);
  });
});

describe("what a change is explained against", () => {
  const now = new Date("2026-03-29T10:07:00.000Z");
  const asked = (address: string) => {
    const search = Object.fromEntries(new URLSearchParams(address));
    const shown = usageSearch(search, "Asia/Kolkata");
    const earlier = earlierSearch(search, shown, now);
    const { compare, beforeFrom, beforeTo } = explainQuestion(shown, earlier);
    return [earlier.versus, compare, beforeFrom, beforeTo];
  };

  it("stands in the address, and is else what the page compares with", () => {
    expect(asked("range=7d")).toEqual(["previous", "previous", undefined, undefined]);
    expect(asked("range=7d&compare=weekdays")).toEqual(["weekdays", "weekdays", undefined, undefined]);
    expect(asked("compare=weekdays&versus=previous")[1]).toBe("previous");
    const chosen = "versus=custom&beforeFrom=2026-02-01&beforeTo=2026-02-07";
    expect(asked(chosen)).toEqual(["custom", "previous", "2026-02-01", "2026-02-07"]);
  });

  it("is the period before where the address names days that are none, have not been, or are the wrong way round", () => {
    for (const days of [
      "beforeFrom=2026-02-31&beforeTo=2026-02-07",
      "beforeFrom=2026-05-01&beforeTo=2026-05-07",
      "beforeFrom=2026-02-07&beforeTo=2026-02-01",
      "beforeFrom=2026-02-07",
      "beforeFrom=x&beforeTo=y",
    ])
      expect(asked(`versus=custom&${days}`)).toEqual(["custom", "previous", undefined, undefined]);
  });
});
