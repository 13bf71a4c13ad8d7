// Money and months as bills and forms say them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentOf, rateOf } from "#components/billing/tax-rate.ts";
import { invoicesFile } from "#lib/billing/invoice-download.ts";
import { invoiceSearch } from "#lib/billing/invoice-search.ts";
import type { InvoiceView } from "#lib/billing/view.ts";
import { dayIn, momentOn, periodText, unitPriceText, usedText } from "#lib/shared/invoice-words.ts";
import { amountText, dollarsOf, microsOf } from "#lib/shared/money.ts";

describe("an amount", () => {
  it("shows cents always, and smaller parts when there are any", () => {
    expect([0, 1_234_500_000, -64_600_000, 1_234_567, 100, 10_000].map(amountText)).toEqual([
      ...["$0.00", "$1,234.50", "−$64.60", "$1.234567", "$0.0001", "$0.01"],
    ]);
  });

  it("that is shown or put into a form is read back to the micro", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (micros) => {
        expect(microsOf(amountText(micros))).toBe(micros);
        expect(microsOf(dollarsOf(micros))).toBe(micros);
      }),
    );
  });

  it("that is none, or too fine, is not taken for one", () => {
    const none = ["", "abc", "1.2.3", "1e5", "0.1234567", "--5", ".5", "1000000000000"];
    expect(none.map(microsOf)).toEqual(none.map(() => null));
  });
});

it("a rate of tax goes into a form and comes out of it as it was", () => {
  for (const rate of [0, 1, 750, 1_900, 1_999, 10_000]) expect(rateOf(percentOf(rate))).toBe(rate);
  expect(["", " ", "19 %", "7,5", "-1", "1.234"].map(rateOf)).toEqual([null, null, 1_900, -1, -1, -1]);
});

describe("the words of a line", () => {
  const price = { micros: 1_200_000, per: 1_000_000 };
  const line = { kind: "usage" as const, text: "", billed: 0, price, amountMicros: 0 };
  it("count units, and money where the meter is money", () => {
    expect(unitPriceText("requests", { micros: 500_000, per: 1_000 })).toBe("$0.50 per 1,000");
    expect(unitPriceText("patients", { micros: 20_000, per: 1 })).toBe("$0.02 each");
    expect(unitPriceText("cost", price)).toBe("$1.20 per $1.00");
    expect(usedText({ ...line, meter: "cost", quantity: 12_345_678, included: 5_000_000 })).toBe(
      "$12.345678 used · $5.00 included",
    );
    expect(usedText({ ...line, meter: "tokens", quantity: 1_200, included: 0 })).toBe("1,200 used");
    expect(usedText({ ...line, meter: null, quantity: null, included: null })).toBeNull();
  });
});

describe("days", () => {
  it("of a period are those of its zone, and its end is not one of them", () => {
    const kolkata = { from: "2026-09-30T18:30:00Z", to: "2026-10-31T18:30:00Z", zone: "Asia/Kolkata" };
    expect(periodText(kolkata)).toBe("Oct 1 – 31, 2026");
    expect(periodText(kolkata, "long")).toBe("October 1 – 31, 2026");
  });

  it.each(["UTC", "Pacific/Kiritimati", "Pacific/Midway", "Asia/Kathmandu", "Pacific/Auckland"])(
    "that are chosen are the same days in %s",
    (zone) => {
      for (const day of ["2026-01-01", "2026-03-29", "2026-12-31"])
        expect(dayIn(new Date(momentOn(day, zone)), zone)).toBe(day);
    },
  );
});

describe("the list of invoices", () => {
  it("is asked for by its address, and what is malformed falls back", () => {
    const asked = invoiceSearch({ q: " acme ", status: "open,overdue,gone", month: "2026-10", after: "x" });
    expect(asked).toEqual({
      filter: { q: "acme", status: ["open", "overdue"], from: "2026-10", to: "2026-10" },
      cursor: "x",
      filtered: true,
    });
    expect(invoiceSearch({ status: "none", month: "2026-13" }).filtered).toBe(false);
  });

  it("is a file of all its pages", async () => {
    const invoice = (number: string) =>
      ({
        ...{ number, status: "open", plan: { name: "=Growth" }, customer: { name: "Acme" }, currency: "USD" },
        ...{ tenant: { clientId: "acme", name: "Acme" }, month: "2026-10", subtotalMicros: 1_500_000 },
        ...{
          taxMicros: 0,
          totalMicros: 1_500_000,
          creditMicros: 500_000,
          dueMicros: 1_000_000,
          id: "bill_1",
        },
      }) as InvoiceView;
    const pages = { first: invoice("A-1"), second: invoice("A-2") };
    const read = async (cursor: string | null) =>
      cursor ? { items: [pages.second], nextCursor: null } : { items: [pages.first], nextCursor: "next" };
    const whole = async (format: "csv" | "json") => {
      let text = "";
      for await (const part of invoicesFile(format, read)) text += part;
      return text;
    };
    expect(JSON.parse(await whole("json"))).toEqual({ items: [pages.first, pages.second] });
    const [head, ...rows] = (await whole("csv")).trim().split("\n");
    expect(head).toMatch(/^number,status,clientId/);
    expect(rows.map((row) => row.slice(0, 3))).toEqual(["A-1", "A-2"]);
    expect(rows[0]).toContain("'=Growth");
    expect(rows[0]).toContain("USD,1.50,0,1.50,0.50,1,bill_1");
  });
});
