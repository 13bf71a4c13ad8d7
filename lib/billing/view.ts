// Invoices, credits and billing details as they are shown. Money is in whole micros of a dollar.
import { z } from "zod";
import type { billingAccounts, creditEntries, invoices } from "#db/schema/index.ts";
import {
  type BillingSettings,
  CREDIT_KINDS,
  CURRENCY,
  type Customer,
  INVOICE_STATUSES,
  type InvoiceLine,
  type InvoiceStatus,
  LINE_KINDS,
  type Seller,
} from "#lib/shared/billing.ts";
import type { Drawn, DrawnLine } from "./draw-up.ts";

export type InvoiceRow = typeof invoices.$inferSelect;
export type AccountRow = typeof billingAccounts.$inferSelect;
export type CreditRow = typeof creditEntries.$inferSelect;

const time = z.iso.datetime();
const micros = z.int();
const month = z.string().describe("Such as 2026-10, in the tenant’s zone.");
const period = z.strictObject({ from: time, to: time, zone: z.string() });
const planNamed = z.strictObject({ slug: z.string(), name: z.string() });

export const InvoiceLineView = z.strictObject({
  kind: z.enum(LINE_KINDS),
  text: z.string(),
  meter: z.string().nullable().describe("Of usage. Amounts of the meter cost are micros of a dollar."),
  quantity: z.int().nullable(),
  included: z.int().nullable(),
  billed: z.int().nullable().describe("What of the quantity is beyond what is included."),
  price: z.strictObject({ micros, per: z.int() }).nullable().describe("What `per` units cost."),
  amountMicros: micros.describe("Negative for what is taken off."),
});
export type InvoiceLineView = z.infer<typeof InvoiceLineView>;

const totals = {
  currency: z.literal(CURRENCY),
  lines: z.array(InvoiceLineView),
  subtotalMicros: micros.describe("Before tax."),
  taxMicros: micros,
  totalMicros: micros.describe("With tax."),
  creditMicros: micros.describe("What of the total was prepaid."),
  dueMicros: micros.describe("What is left to pay: the sum of all lines."),
};

export const InvoiceView = z.strictObject({
  id: z.string().describe("Begins with bill_."),
  number: z.string().nullable().describe("Null while it is a draft."),
  status: z.enum(INVOICE_STATUSES),
  tenant: z.strictObject({ id: z.string(), clientId: z.string(), name: z.string() }),
  plan: planNamed,
  month,
  period,
  ...totals,
  seller: z.strictObject({ name: z.string(), address: z.string(), taxId: z.string(), footer: z.string() }),
  customer: z.strictObject({ name: z.string(), address: z.string(), taxId: z.string(), email: z.string() }),
  createdAt: time,
  updatedAt: time,
  issuesAt: time.nullable().describe("Of a draft: from when on it is issued by itself."),
  issuedAt: time.nullable(),
  dueAt: time.nullable(),
  paidAt: time.nullable(),
  paidReference: z.string().nullable(),
  voidedAt: time.nullable(),
  voidReason: z.string().nullable(),
});
export type InvoiceView = z.infer<typeof InvoiceView>;

export const UpcomingView = z.strictObject({
  month,
  period,
  plan: planNamed,
  ...totals,
  creditBalanceMicros: micros.describe("What was prepaid and is left."),
  usage: z
    .array(
      z.strictObject({
        meter: z.string(),
        label: z.string(),
        quantity: z.int(),
        included: z.int().nullable(),
      }),
    )
    .describe("Meters that the plan includes amounts of or has prices for, until now."),
  forecast: z
    .strictObject({
      lines: z.array(InvoiceLineView),
      totalMicros: micros,
      creditMicros: micros,
      dueMicros: micros,
    })
    .nullable()
    .describe("What the whole month will come to; null while there are too few whole days to learn from."),
  asOf: time,
});
export type UpcomingView = z.infer<typeof UpcomingView>;

export const CreditEntryView = z.strictObject({
  id: z.string().describe("Begins with crd_."),
  at: time,
  kind: z.enum(CREDIT_KINDS),
  amountMicros: micros.describe("Negative for what was spent or taken back."),
  note: z.string(),
  invoiceId: z.string().nullable(),
  by: z.string(),
});
export type CreditEntryView = z.infer<typeof CreditEntryView>;

export const CreditsView = z.strictObject({
  balanceMicros: micros.describe("What is left in all."),
  items: z.array(CreditEntryView),
  nextCursor: z.string().nullable(),
});
export type CreditsView = z.infer<typeof CreditsView>;

export const BillingDetailsView = z.strictObject({
  legalName: z.string().describe("Empty: the tenant’s name."),
  address: z.string(),
  taxId: z.string(),
  email: z.string().describe("Where invoices go. Empty: to the owners."),
  taxBasisPoints: z
    .int()
    .nullable()
    .describe("Hundredths of a percent, where it differs from what all others pay; set by the platform."),
});
export type BillingDetailsView = z.infer<typeof BillingDetailsView>;

export const BillingSettingsView = z.strictObject({
  sellerName: z.string(),
  sellerAddress: z.string(),
  sellerTaxId: z.string(),
  numberPrefix: z.string(),
  taxName: z.string(),
  taxBasisPoints: z.int().describe("Hundredths of a percent."),
  dueDays: z.int().describe("From when an invoice is issued."),
  graceDays: z.int().describe("From the end of a month until its invoices are issued."),
  footer: z.string(),
});
export type BillingSettingsView = z.infer<typeof BillingSettingsView>;

/** An invoice with whose it is. */
export interface InvoiceRecord {
  invoice: InvoiceRow;
  tenant: { id: string; clientId: string; name: string };
  account: AccountRow | null;
}

export function toInvoiceView(
  { invoice, tenant, account }: InvoiceRecord,
  settings: BillingSettings,
  now: Date,
): InvoiceView {
  const { planSlug, planName, periodStart, periodEnd, zone, totalMicros, creditMicros } = invoice;
  return {
    id: invoice.id,
    number: invoice.number,
    status: statusOf(invoice, now),
    tenant,
    plan: { slug: planSlug, name: planName },
    month: invoice.month,
    period: { from: periodStart.toISOString(), to: periodEnd.toISOString(), zone },
    currency: CURRENCY,
    lines: invoice.lines,
    subtotalMicros: invoice.subtotalMicros,
    taxMicros: invoice.taxMicros,
    totalMicros,
    creditMicros,
    dueMicros: totalMicros - creditMicros,
    seller: invoice.seller ?? sellerOf(settings),
    customer: invoice.customer ?? customerOf(tenant, account),
    createdAt: invoice.createdAt.toISOString(),
    updatedAt: invoice.updatedAt.toISOString(),
    issuesAt: invoice.state === "draft" ? issuesAt(periodEnd, settings).toISOString() : null,
    issuedAt: invoice.issuedAt?.toISOString() ?? null,
    dueAt: invoice.dueAt?.toISOString() ?? null,
    paidAt: invoice.paidAt?.toISOString() ?? null,
    paidReference: invoice.paidReference,
    voidedAt: invoice.voidedAt?.toISOString() ?? null,
    voidReason: invoice.voidReason,
  };
}

const DAY_MS = 86_400_000;

export const issuesAt = (periodEnd: Date, { graceDays }: BillingSettings): Date =>
  new Date(periodEnd.getTime() + graceDays * DAY_MS);

function statusOf({ state, dueAt }: InvoiceRow, now: Date): InvoiceStatus {
  return state === "open" && dueAt && dueAt < now ? "overdue" : state;
}

export function sellerOf(settings: BillingSettings): Seller {
  const { sellerName: name, sellerAddress: address, sellerTaxId: taxId, footer } = settings;
  return { name, address, taxId, footer };
}

export function customerOf(tenant: { name: string }, account: AccountRow | null): Customer {
  const { legalName = "", address = "", taxId = "", email = "" } = account ?? {};
  return { name: legalName || tenant.name, address, taxId, email };
}

export function toCreditView({
  id,
  at,
  kind,
  micros: amountMicros,
  note,
  invoiceId,
  byLabel,
}: CreditRow): CreditEntryView {
  return { id, at: at.toISOString(), kind, amountMicros, note, invoiceId, by: byLabel };
}

export function toDetailsView(account: AccountRow | null): BillingDetailsView {
  const { legalName = "", address = "", taxId = "", email = "", taxBasisPoints = null } = account ?? {};
  return { legalName, address, taxId, email, taxBasisPoints };
}

/** What was drawn up, as it is kept and shown. Throws RangeError beyond nine billion dollars. */
export function toTotals({ lines, subtotal, tax, total, credit }: Drawn) {
  return {
    lines: lines.map(toLine),
    subtotalMicros: whole(subtotal),
    taxMicros: whole(tax),
    totalMicros: whole(total),
    creditMicros: whole(credit),
  };
}

function toLine({ amount, price, ...line }: DrawnLine): InvoiceLine {
  const { quantity, included, billed } = line;
  const figures = { quantity: maybe(quantity), included: maybe(included), billed: maybe(billed) };
  const perUnits = price && { micros: whole(price.micros), per: whole(price.per) };
  return { ...line, ...figures, price: perUnits, amountMicros: whole(amount) };
}

const maybe = (value: bigint | null) => (value === null ? null : whole(value));

function whole(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError("an amount is too large to be shown exactly");
  return number;
}
