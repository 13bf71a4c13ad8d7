import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DayAhead, type DayUse, FEWEST_DAYS, forecast, paceOf, runsOutAt } from "#lib/usage/forecast.ts";

const HOUR_MS = 3_600_000;
const hours = fc.constantFrom(23, 24, 24, 24, 25);

/** Days in order, with their weekdays; some of 23 and 25 hours. */
const history = (used: fc.Arbitrary<number>, fewest = 0) =>
  fc
    .tuple(fc.nat(6), fc.array(fc.record({ used, hours }), { minLength: fewest, maxLength: 28 }))
    .map(([first, days]): DayUse[] => days.map((day, index) => ({ ...day, weekday: (first + index) % 7 })));

const ahead = fc
  .tuple(fc.nat(6), fc.array(hours, { maxLength: 31 }), fc.integer({ min: 1, max: 23 }))
  .map(([first, days, today]): DayAhead[] => {
    let start = Date.UTC(2026, 2, 20);
    return [today, ...days].map((length, index) => {
      const day = { weekday: (first + index) % 7, hours: length, start: new Date(start) };
      start += length * HOUR_MS;
      return day;
    });
  });

const amount = fc.nat(1_000_000);
const hoursOf = (days: readonly { hours: number }[]) => days.reduce((sum, day) => sum + day.hours, 0);

describe("a forecast", () => {
  it("is never below what is already used, and lies within its own range", () => {
    fc.assert(
      fc.property(history(amount), ahead, amount, (days, rest, used) => {
        const pace = paceOf(days);
        if (!pace) return;
        const { expected, low, high } = forecast(pace, used, rest);
        expect(low).toBeGreaterThanOrEqual(used);
        expect(low).toBeLessThanOrEqual(expected);
        expect(expected).toBeLessThanOrEqual(high);
      }),
    );
  });

  it("of a constant rate is the sum of its hours, over days of 23 and 25 hours too", () => {
    fc.assert(
      fc.property(
        history(fc.constant(0), FEWEST_DAYS),
        ahead,
        fc.integer({ min: 1, max: 5_000 }),
        amount,
        (days, rest, rate, used) => {
          const pace = paceOf(days.map((day) => ({ ...day, used: rate * day.hours })));
          const { expected, low, high } = forecast(pace!, used, rest);
          expect(expected).toBeCloseTo(used + rate * hoursOf(rest), 3);
          expect(high - low).toBeCloseTo(0, 3);
        },
      ),
    );
  });

  it("is none where there is no history, rather than nonsense", () => {
    expect(paceOf([])).toBeNull();
    const quiet = (weekday: number) => ({ weekday, hours: 24, used: 0 });
    expect(paceOf(Array.from({ length: 28 }, (_, day) => quiet(day % 7)))).toBeNull();
    expect(
      paceOf([...Array.from({ length: 26 }, () => quiet(1)), { weekday: 1, hours: 24, used: 9 }]),
    ).toBeNull();
  });

  it("knows weekdays from weekends", () => {
    const use = (weekday: number) => (weekday === 0 || weekday === 6 ? 24 : 2_400);
    const days = Array.from({ length: 28 }, (_, day) => ({
      weekday: day % 7,
      hours: 24,
      used: use(day % 7),
    }));
    const week = (weekdays: number[]) =>
      weekdays.map((weekday) => ({ weekday, hours: 24, start: new Date(0) }));
    const pace = paceOf(days)!;
    expect(forecast(pace, 0, week([6, 0])).expected).toBeCloseTo(48);
    expect(forecast(pace, 0, week([1, 2])).expected).toBeCloseTo(4_800);
  });

  it("is hardly moved by one strange day", () => {
    fc.assert(
      fc.property(fc.nat(27), fc.constantFrom(0, 200_000), (strange, used) => {
        const days = Array.from({ length: 28 }, (_, day) => ({
          weekday: day % 7,
          hours: 24,
          used: 2_400 + day,
        }));
        const bent = days.map((day, index) => (index === strange ? { ...day, used } : day));
        const rest = days.slice(0, 7).map((day) => ({ ...day, start: new Date(0) }));
        const [plain, moved] = [days, bent].map((each) => forecast(paceOf(each)!, 0, rest).expected);
        expect(Math.abs(moved! - plain!) / plain!).toBeLessThan(0.01);
      }),
    );
  });

  it("of use that is mostly nothing is still something", () => {
    const days = Array.from({ length: 28 }, (_, day) => ({
      weekday: day % 7,
      hours: 24,
      used: day % 5 ? 0 : 500,
    }));
    const { expected, high } = forecast(paceOf(days)!, 0, [{ weekday: 2, hours: 24, start: new Date(0) }]);
    expect(expected).toBeGreaterThan(50);
    expect(high).toBeGreaterThan(expected);
  });
});

describe("what is left of a quota", () => {
  const steady = paceOf(
    Array.from({ length: 14 }, (_, day) => ({ weekday: day % 7, hours: 24, used: 240 })),
  )!;

  it("ends at the hour at which a steady pace reaches it, or lasts", () => {
    fc.assert(
      fc.property(ahead, fc.integer({ min: 1, max: 10_000 }), (rest, left) => {
        const end = runsOutAt(steady, left, rest);
        if (left > 10 * hoursOf(rest)) expect(end).toBeNull();
        else expect((end!.getTime() - rest[0]!.start.getTime()) / HOUR_MS).toBeCloseTo(left / 10, 3);
      }),
    );
  });

  it("ends within the period exactly when the forecast reaches the limit", () => {
    fc.assert(
      fc.property(
        history(amount, FEWEST_DAYS),
        ahead,
        amount,
        fc.integer({ min: 1 }),
        (days, rest, used, left) => {
          const pace = paceOf(days);
          if (!pace) return;
          const { expected } = forecast(pace, used, rest);
          fc.pre(Math.abs(expected - used - left) > 0.001);
          expect(runsOutAt(pace, left, rest) !== null).toBe(expected > used + left);
        },
      ),
    );
  });
});
