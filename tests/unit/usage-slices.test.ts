import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { sliceOf, sliceSpans, wholeDays } from "#lib/usage/slices.ts";
import type { Span } from "#lib/usage/spans.ts";

const QUARTER_MS = HOUR_MS / 4;
const FIRST = Date.parse("2026-11-10T00:00:00Z");
const moment = fc.integer({ min: 0, max: 5 * 96 }).map((quarters) => new Date(FIRST + quarters * QUARTER_MS));
const width = fc.constantFrom(QUARTER_MS, HOUR_MS);

/** The beginnings of the slots that a span means. */
const slotsIn = ({ from, to }: Span, slotMs: number) => {
  const slots = [];
  for (let at = Math.ceil(from.getTime() / slotMs) * slotMs; at < to.getTime(); at += slotMs) slots.push(at);
  return slots;
};

describe("slices of days", () => {
  it("hold, with what is left, each slot once; each within one day that is over and one bucket", () => {
    fc.assert(
      fc.property(
        moment,
        moment,
        fc.array(moment, { maxLength: 12 }),
        moment,
        width,
        (one, other, marks, now, slotMs) => {
          const [from, to] = [one, other].toSorted((a, b) => a.getTime() - b.getTime());
          const given = { from: from!, to: to! };
          const starts = [...marks, given.from].toSorted((a, b) => a.getTime() - b.getTime());
          const { fine, slices } = sliceSpans([given], { slotMs, starts, now });
          const all = [...fine, ...slices].flatMap((span) => slotsIn(span, slotMs));
          expect(all.toSorted((a, b) => a - b)).toEqual(slotsIn(given, slotMs));
          for (const { first, end, ...slice } of slices) {
            const day = Math.floor(slice.from.getTime() / DAY_MS) * DAY_MS;
            expect([day + first * slotMs, day + end * slotMs]).toEqual([
              slice.from.getTime(),
              slice.to.getTime(),
            ]);
            expect(end).toBeLessThanOrEqual(DAY_MS / slotMs);
            expect(day + DAY_MS).toBeLessThanOrEqual(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
            const counted = slotsIn(slice, slotMs).map((at) => at + (slotMs < HOUR_MS ? 0 : slotMs / 2));
            const buckets = counted.map((at) => starts.findLastIndex((start) => start.getTime() <= at));
            expect(new Set(buckets).size).toBe(1);
          }
        },
      ),
    );
  });

  it("of a stretch that ends within a slot count those that begin in it", () => {
    const half = (text: string) => new Date(`2026-11-${text}:00.000Z`);
    const back = sliceOf({ from: half("10T23:30"), to: half("11T05:00") }, HOUR_MS);
    expect([back.first, back.end, back.from]).toEqual([0, 5, half("11T00:00")]);
    const late = sliceOf({ from: half("11T18:30"), to: half("12T00:00") }, QUARTER_MS);
    expect([late.first, late.end]).toEqual([74, 96]);
  });

  it("of whole days are all of their slots", () => {
    const span = { from: new Date(FIRST), to: new Date(FIRST + 3 * DAY_MS) };
    expect(wholeDays([span], HOUR_MS).map(({ from, first, end }) => [from.getTime(), first, end])).toEqual(
      [0, 1, 2].map((day) => [FIRST + day * DAY_MS, 0, 24]),
    );
  });
});
