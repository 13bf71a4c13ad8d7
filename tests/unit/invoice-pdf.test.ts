// Invoices as PDF files, read back as a reader of PDF does.
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { invoiceFileName, renderInvoicePdf } from "#lib/billing/pdf.ts";
import type { InvoiceLineView, InvoiceView } from "#lib/billing/view.ts";

const line = (kind: InvoiceLineView["kind"], text: string, amountMicros: number): InvoiceLineView => ({
  ...{ kind, text, amountMicros, meter: null, quantity: null, included: null, billed: null, price: null },
});

const REQUESTS: InvoiceLineView = {
  ...line("usage", "Requests", 120_620_000),
  ...{ meter: "requests", quantity: 1_241_235, included: 1_000_000, billed: 241_235 },
  price: { micros: 500_000, per: 1_000 },
};

const OPEN: InvoiceView = {
  id: "bill_1",
  number: "INV-2026-0042",
  status: "open",
  tenant: { id: "ten_1", clientId: "acme_corp", name: "Acme" },
  plan: { slug: "growth", name: "Growth" },
  month: "2026-10",
  period: { from: "2026-09-30T18:30:00.000Z", to: "2026-10-31T18:30:00.000Z", zone: "Asia/Kolkata" },
  currency: "USD",
  lines: [
    line("base", "Growth", 49_000_000),
    REQUESTS,
    line("adjustment", "Discount of the first year", -10_000_000),
    line("tax", "VAT 19%", 30_330_000),
    line("credit", "Credit", -25_000_000),
  ],
  subtotalMicros: 159_620_000,
  taxMicros: 30_330_000,
  totalMicros: 189_950_000,
  creditMicros: 25_000_000,
  dueMicros: 164_950_000,
  seller: {
    name: "Meridian GmbH",
    address: "Torstraße 12\n10119 Berlin",
    taxId: "DE123456789",
    footer: "Pay to\nDE02.",
  },
  customer: {
    name: "Żółć & Ελλάδα Жили",
    address: "4 Łódź Street",
    taxId: "",
    email: "bills@acme.example",
  },
  createdAt: "2026-11-01T00:10:00.000Z",
  updatedAt: "2026-11-03T19:00:00.000Z",
  issuesAt: null,
  issuedAt: "2026-11-03T19:00:00.000Z",
  dueAt: "2026-11-17T19:00:00.000Z",
  paidAt: null,
  paidReference: null,
  voidedAt: null,
  voidReason: null,
};

async function pagesOf(invoice: InvoiceView): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await renderInvoicePdf(invoice))));
  return text.map((page) => page.replaceAll(/\s+/g, " "));
}

describe("an invoice as a PDF", () => {
  it("is whole, also of two that are the first and printed at the same time", async () => {
    const both = await Promise.all([pagesOf(OPEN), pagesOf(OPEN)]);
    expect(both[1]).toEqual(both[0]);
    expect(both[1]?.[0]).not.toContain("□");
  });

  it("says every amount that the invoice has, who bills whom, and for when in the tenant's own zone", async () => {
    const [page] = await pagesOf(OPEN);
    for (const words of [
      "Invoice number INV-2026-0042",
      "Date of issue November 4, 2026",
      "Billing period October 1 – 31, 2026 (Asia/Kolkata)",
      "Meridian GmbH",
      "10119 Berlin",
      "Tax ID DE123456789",
      "Żółć & Ελλάδα Жили",
      "bills@acme.example",
      "$164.95 due November 18, 2026",
      "Growth Price of the plan for a month $49.00",
      "1,241,235 used · 1,000,000 included",
      "241,235 $0.50 per 1,000 $120.62",
      "Discount of the first year −$10.00",
      "Subtotal $159.62",
      "VAT 19% $30.33",
      "Total $189.95",
      "Credit applied −$25.00",
      "Amount due $164.95",
      "Pay to DE02. Invoice INV-2026-0042 Page 1 of 1",
    ])
      expect(page).toContain(words);
    expect(invoiceFileName(OPEN)).toBe("INV-2026-0042.pdf");
  });

  it("is the same file whenever it is printed", async () => {
    expect(Buffer.from(await renderInvoicePdf(OPEN))).toEqual(Buffer.from(await renderInvoicePdf(OPEN)));
    const later = { ...OPEN, status: "overdue" as const };
    expect(Buffer.from(await renderInvoicePdf(later))).toEqual(Buffer.from(await renderInvoicePdf(OPEN)));
  });

  it("says plainly that it is paid, void or a draft", async () => {
    const paid = {
      ...OPEN,
      ...{ status: "paid" as const, paidAt: "2026-11-09T19:00:00.000Z", paidReference: "SEPA 88-12" },
    };
    expect((await pagesOf(paid))[0]).toMatch(
      /PAID.*November 10, 2026 · SEPA 88-12.*\$164\.95 paid on November 10, 2026/,
    );
    const voided = {
      ...OPEN,
      status: "void" as const,
      voidedAt: "2026-11-09T19:00:00.000Z",
      voidReason: "Billed twice",
    };
    expect((await pagesOf(voided))[0]).toMatch(/VOID.*not to be paid This invoice is void: Billed twice/);
    const draft: InvoiceView = { ...OPEN, status: "draft", number: null, issuedAt: null, dueAt: null };
    const [page] = await pagesOf({ ...draft, issuesAt: "2026-11-03T18:30:00.000Z" });
    expect(page).toMatch(/Draft invoice DRAFT.*can change until it is issued, from November 4, 2026 on/);
    expect(invoiceFileName(draft)).toBe("draft-acme_corp-2026-10.pdf");
  });

  it("puts a box where no face has a letter, and goes on in the next line where a word is too long", async () => {
    const customer = { ...OPEN.customer, name: "東京 Ltd", address: "x".repeat(200) };
    const [page = ""] = await pagesOf({ ...OPEN, customer });
    expect(page).toContain("□□ Ltd");
    expect(page.replaceAll(" ", "")).toContain("x".repeat(200));
    expect(page).not.toContain("x".repeat(100));
  });

  it("goes on over pages that are counted, and loses no line", async () => {
    const lines = Array.from({ length: 40 }, (_, index) =>
      line("adjustment", `Item ${index + 1}.`, 1_000_000),
    );
    const pages = await pagesOf({ ...OPEN, lines });
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries())
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    for (const { text } of lines)
      expect(pages.filter((page) => page.includes(`${text} $1.00`))).toHaveLength(1);
  });
});
