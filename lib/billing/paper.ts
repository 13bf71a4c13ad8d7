// What an invoice says on paper, word by word and in order; drawn by pdf-page.ts. Nothing depends on the hour at which it
// is printed: the same invoice is the same file.
import { LOCALE } from "#lib/shared/format.ts";
import { monthText, periodText, quantityText, unitPriceText, usedText } from "#lib/shared/invoice-words.ts";
import { amountText } from "#lib/shared/money.ts";
import type { InvoiceLineView, InvoiceView } from "./view.ts";

export interface Paper {
  /** "Invoice INV-2026-0001": the name of the document, and at the foot of each page. */
  name: string;
  title: string;
  mark: { text: string; tone: "good" | "bad" | "plain" } | null;
  facts: { label: string; value: string }[];
  /** Line by line; the first is the name. */
  seller: string[];
  customer: string[];
  headline: string;
  note: string | null;
  lines: PaperLine[];
  totals: PaperTotal[];
  /** Under everything, such as where to pay. */
  footer: string | null;
  /** When what it says came to be. */
  at: Date;
}

export interface PaperLine {
  text: string;
  detail: string | null;
  quantity: string;
  unit: string;
  amount: string;
}

export interface PaperTotal {
  label: string;
  amount: string;
  strong: boolean;
}

export function paperOf(invoice: InvoiceView): Paper {
  const { number, seller, customer, issuedAt, updatedAt } = invoice;
  return {
    name: number ? `Invoice ${number}` : `Draft of an invoice for ${monthText(invoice.month)}`,
    title: number ? "Invoice" : "Draft invoice",
    mark: markOf(invoice),
    facts: factsOf(invoice),
    seller: partyOf(seller.name || "Name of the seller not set", seller.address, seller.taxId),
    customer: partyOf(customer.name, customer.address, customer.taxId, customer.email),
    headline: headlineOf(invoice),
    note: noteOf(invoice),
    lines: invoice.lines.filter(({ kind }) => kind !== "tax" && kind !== "credit").map(lineOf),
    totals: totalsOf(invoice),
    footer: seller.footer || null,
    at: new Date(issuedAt ?? updatedAt),
  };
}

/** An invoice that is overdue says when it was due, and that is enough. */
function markOf({ status }: InvoiceView): Paper["mark"] {
  if (status === "paid") return { text: "Paid", tone: "good" };
  if (status === "void") return { text: "Void", tone: "bad" };
  return status === "draft" ? { text: "Draft", tone: "plain" } : null;
}

function factsOf(invoice: InvoiceView): Paper["facts"] {
  const { number, issuedAt, dueAt, paidAt, paidReference, voidedAt, plan } = invoice;
  const on = (at: string) => dateText(at, invoice);
  return [
    { label: "Invoice number", value: number ?? "Given when it is issued" },
    ...(issuedAt ? [{ label: "Date of issue", value: on(issuedAt) }] : []),
    ...(dueAt ? [{ label: "Date due", value: on(dueAt) }] : []),
    { label: "Billing period", value: `${periodText(invoice.period, "long")} (${invoice.period.zone})` },
    { label: "Plan", value: plan.name },
    ...(paidAt
      ? [{ label: "Paid", value: paidReference ? `${on(paidAt)} · ${paidReference}` : on(paidAt) }]
      : []),
    ...(voidedAt ? [{ label: "Voided", value: on(voidedAt) }] : []),
  ];
}

const partyOf = (name: string, address: string, taxId: string, email = ""): string[] => [
  name,
  ...address.split("\n").filter(Boolean),
  ...(taxId ? [`Tax ID ${taxId}`] : []),
  ...(email ? [email] : []),
];

function headlineOf(invoice: InvoiceView): string {
  const { status, dueMicros, creditMicros, paidAt, dueAt } = invoice;
  const amount = amountText(dueMicros);
  if (status === "draft") return `${amount} so far`;
  if (status === "void") return `${amount}, not to be paid`;
  if (paidAt)
    return dueMicros <= 0 && creditMicros > 0
      ? `${amount} due: paid with credit`
      : `${amount} paid on ${dateText(paidAt, invoice)}`;
  return dueAt ? `${amount} due ${dateText(dueAt, invoice)}` : `${amount} due`;
}

function noteOf(invoice: InvoiceView): string | null {
  const { status, issuesAt, voidReason } = invoice;
  if (status === "void") return `This invoice is void: ${voidReason}`;
  if (status !== "draft") return null;
  return issuesAt
    ? `A draft: its amounts can change until it is issued, from ${dateText(issuesAt, invoice)} on.`
    : "A draft: its amounts can change until it is issued.";
}

function lineOf(line: InvoiceLineView): PaperLine {
  const { text, meter, billed, price, amountMicros } = line;
  return {
    text,
    detail: line.kind === "base" ? "Price of the plan for a month" : usedText(line),
    quantity: meter && billed !== null ? quantityText(meter, billed) : "",
    unit: meter && price ? unitPriceText(meter, price) : "",
    amount: amountText(amountMicros),
  };
}

function totalsOf({ lines, subtotalMicros, totalMicros, dueMicros }: InvoiceView): PaperTotal[] {
  const of = (kind: "tax" | "credit") =>
    lines
      .filter((line) => line.kind === kind)
      .map(({ text, amountMicros }) => ({
        label: kind === "credit" ? "Credit applied" : text,
        amount: amountText(amountMicros),
        strong: false,
      }));
  return [
    { label: "Subtotal", amount: amountText(subtotalMicros), strong: false },
    ...of("tax"),
    { label: "Total", amount: amountText(totalMicros), strong: false },
    ...of("credit"),
    { label: "Amount due", amount: amountText(dueMicros), strong: true },
  ];
}

const dateText = (at: string, { period }: Pick<InvoiceView, "period">): string =>
  new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeZone: period.zone }).format(new Date(at));
