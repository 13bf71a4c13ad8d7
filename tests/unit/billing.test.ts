import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawUp, type Month } from "#lib/billing/draw-up.ts";
import { endsOfMonth, monthAt, monthsFrom, presenceIn, shiftMonth } from "#lib/billing/month.ts";
import { toTotals } from "#lib/billing/view.ts";

const CENT = 10_000n;
const METERS = ["requests", "tokens", "cost", "patients"] as const;

const micros = fc.bigInt({ min: 0n, max: 10n ** 12n });
const amounts = fc.dictionary(fc.constantFrom(...METERS), fc.bigInt({ min: 0n, max: 10n ** 13n }));
const prices = fc.dictionary(
  fc.constantFrom(...METERS),
  fc.record({ micros, per: fc.bigInt({ min: 1n, max: 10n ** 9n }) }),
);
const presence = fc
  .integer({ min: 28, max: 31 })
  .chain((of) => fc.record({ days: fc.integer({ min: 1, max: of }), of: fc.constant(of) }));
const adjustment = fc.record({
  text: fc.string(),
  micros: fc.bigInt({ min: -(10n ** 5n), max: 10n ** 5n }).map((cents) => cents * CENT),
});

const anyMonth: fc.Arbitrary<Month> = fc.record({
  terms: fc.record({ planName: fc.constant("Basic"), monthlyMicros: micros, included: amounts, prices }),
  used: amounts,
  presence: fc.option(presence),
  tax: fc.record({ name: fc.constant("VAT"), basisPoints: fc.nat(10_000) }),
  adjustments: fc.array(adjustment, { maxLength: 4 }),
  credit: micros,
});

const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n);

const month = (over: Partial<Month> = {}): Month => ({
  terms: { planName: "Basic", monthlyMicros: 49_000_000n, included: {}, prices: {} },
  used: {},
  presence: { days: 30, of: 30 },
  tax: { name: "VAT", basisPoints: 0 },
  adjustments: [],
  credit: 0n,
  ...over,
});

describe("what a month comes to", () => {
  it("is the sum of its lines, in whole cents where adjustments are", () => {
    fc.assert(
      fc.property(anyMonth, (given) => {
        const { lines, subtotal, tax, total, credit, due } = drawUp(given);
        const of = (...kinds: string[]) =>
          sum(lines.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
        expect(sum(lines.map(({ amount }) => amount))).toBe(due);
        expect(of("base", "usage", "adjustment")).toBe(subtotal);
        expect(of("tax")).toBe(tax);
        expect(total).toBe(subtotal + tax);
        expect(-of("credit")).toBe(credit);
        expect(total % CENT).toBe(0n);
      }),
    );
  });

  it("spends no more credit than there is, and than is to be paid", () => {
    fc.assert(
      fc.property(anyMonth, (given) => {
        const { total, credit, due } = drawUp(given);
        expect(credit).toBeGreaterThanOrEqual(0n);
        expect(credit).toBeLessThanOrEqual(given.credit);
        if (total >= 0n) expect(due).toBeGreaterThanOrEqual(0n);
        if (due > 0n) expect(credit).toBe(given.credit);
      }),
    );
  });

  it("never falls when more is used", () => {
    fc.assert(
      fc.property(
        anyMonth,
        fc.constantFrom(...METERS),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        (given, meter, more) => {
          const used = { ...given.used, [meter]: (given.used[meter] ?? 0n) + more };
          expect(drawUp({ ...given, used }).due).toBeGreaterThanOrEqual(drawUp(given).due);
        },
      ),
    );
  });

  it("has a line of 0 for each priced meter that stays within what is included", () => {
    fc.assert(
      fc.property(anyMonth, (given) => {
        const { lines } = drawUp({ ...given, used: given.terms.included });
        const usage = lines.filter(({ kind }) => kind === "usage");
        expect(usage.map(({ meter }) => meter).toSorted()).toEqual(
          Object.keys(given.terms.prices).toSorted(),
        );
        expect(usage.every(({ amount, billed }) => amount === 0n && billed === 0n)).toBe(true);
      }),
    );
  });

  it("rounds each line once: it is within half a cent of the exact fraction, and half goes up", () => {
    fc.assert(
      fc.property(anyMonth, (given) => {
        const { lines, subtotal, tax } = drawUp(given);
        const isRounded = (amount: bigint, dividend: bigint, divisor: bigint) => {
          const cent = divisor * CENT;
          const twice = 2n * (amount * divisor - dividend);
          return twice > -cent && twice <= cent && amount % CENT === 0n;
        };
        for (const { billed, price, amount, kind } of lines) {
          if (kind === "usage") expect(isRounded(amount, billed! * price!.micros, price!.per)).toBe(true);
          if (kind === "base") {
            const { days, of } = given.presence!;
            expect(isRounded(amount, given.terms.monthlyMicros * BigInt(days), BigInt(of))).toBe(true);
          }
        }
        if (subtotal > 0n)
          expect(isRounded(tax, subtotal * BigInt(given.tax.basisPoints), 10_000n)).toBe(true);
      }),
    );
  });

  it("counts what is beyond the included amount in proportion, not by whole packs", () => {
    const prices = { requests: { micros: 400_000n, per: 1_000n } };
    const terms = { planName: "Basic", monthlyMicros: 0n, included: { requests: 10_000n }, prices };
    const [line] = drawUp(month({ terms, used: { requests: 10_050n } })).lines;
    expect(line).toMatchObject({ quantity: 10_050n, included: 10_000n, billed: 50n, amount: 20_000n });
  });

  it("passes on what managed models cost, with something on top", () => {
    const terms = {
      planName: "Basic",
      monthlyMicros: 0n,
      included: {},
      prices: { cost: { micros: 1_200_000n, per: 1_000_000n } },
    };
    expect(drawUp(month({ terms, used: { cost: 2_500_000n } })).due).toBe(3_000_000n);
  });

  it("takes the base price by days in a month that a tenant came within, and none when it was suspended all of it", () => {
    const [line] = drawUp(month({ presence: { days: 12, of: 30 } })).lines;
    expect(line).toMatchObject({ kind: "base", text: "Basic, 12 of 30 days", amount: 19_600_000n });
    expect(drawUp(month({ presence: null })).lines).toEqual([]);
  });

  it("names the tax by its rate, and takes none from less than nothing", () => {
    const tax = { name: "VAT", basisPoints: 1_925 };
    expect(drawUp(month({ tax })).lines.at(-1)).toMatchObject({ text: "VAT 19.25%", amount: 9_430_000n });
    const adjustments = [{ text: "Sorry", micros: -50_000_000n }];
    expect(drawUp(month({ tax, adjustments }))).toMatchObject({ tax: 0n, total: -1_000_000n, credit: 0n });
  });

  it("is refused rather than shown inexactly", () => {
    const terms = { planName: "Basic", monthlyMicros: 2n ** 54n, included: {}, prices: {} };
    expect(() => toTotals(drawUp(month({ terms })))).toThrow(RangeError);
  });
});

describe("months", () => {
  it("begin and end at midnight of their zone, whatever its clocks do", () => {
    expect(endsOfMonth("2026-03", "America/New_York")).toMatchObject({
      from: new Date("2026-03-01T05:00:00Z"),
      to: new Date("2026-04-01T04:00:00Z"),
    });
    expect(endsOfMonth("2026-10", "Asia/Kolkata")).toMatchObject({
      from: new Date("2026-09-30T18:30:00Z"),
      to: new Date("2026-10-31T18:30:00Z"),
    });
  });

  it("follow one another without gap in every zone", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Asia/Kolkata",
      "America/New_York",
      "Pacific/Apia",
      "Asia/Beirut",
      "America/Sao_Paulo",
    );
    const anyName = fc.tuple(fc.integer({ min: 1_995, max: 2_035 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(anyName, zones, ([year, number], zone) => {
        const name = `${year}-${String(number).padStart(2, "0")}`;
        const { from, to } = endsOfMonth(name, zone);
        expect(endsOfMonth(shiftMonth(name, 1), zone).from).toEqual(to);
        expect(monthAt(from, zone)).toBe(name);
        expect(monthAt(new Date(to.getTime() - 1), zone)).toBe(name);
      }),
    );
  });

  it("are counted over the turn of a year", () => {
    expect(monthsFrom("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsFrom("2026-02", "2026-01")).toEqual([]);
  });

  it("know on how many of their days a tenant was there, by its own calendar", () => {
    expect(presenceIn("2026-11", "Asia/Kolkata", new Date("2026-11-18T19:00:00Z"))).toEqual({
      days: 12,
      of: 30,
    });
    expect(presenceIn("2026-11", "UTC", new Date("2026-11-01T00:00:00Z"))).toEqual({ days: 30, of: 30 });
    expect(presenceIn("2026-11", "UTC", new Date("2026-10-30T00:00:00Z"))).toEqual({ days: 30, of: 30 });
  });
});
