// What may be asked of invoices, credits and billing details.
import { z } from "zod";
import { pageFields } from "#lib/core/page.ts";
import { CENT_MICROS, INVOICE_STATUSES } from "#lib/shared/billing.ts";

/** A million dollars. */
const MOST_MICROS = 1_000_000_000_000;
const GIVE_MONTH = "Give a month, such as 2026-10.";
const GIVE_AMOUNT = `Give micros of a dollar in whole cents, so multiples of ${CENT_MICROS}, at most ${MOST_MICROS} either way, and not 0.`;
const GIVE_RATE = "Give hundredths of a percent, from 0 to 10000.";

const month = z.string(GIVE_MONTH).regex(/^\d{4}-(0[1-9]|1[0-2])$/, GIVE_MONTH);
const amount = z
  .int(GIVE_AMOUNT)
  .min(-MOST_MICROS, GIVE_AMOUNT)
  .max(MOST_MICROS, GIVE_AMOUNT)
  .refine((micros) => micros !== 0 && micros % CENT_MICROS === 0, GIVE_AMOUNT);
const rate = z.int(GIVE_RATE).min(0, GIVE_RATE).max(10_000, GIVE_RATE);
const oneLine = (most: number) =>
  z
    .string("Give a text.")
    .trim()
    .max(most, `Give at most ${most} characters.`)
    .regex(/^\P{Cc}*$/u, "Give one line.");
const said = (most: number, what: string) => oneLine(most).min(1, what);
const lines = (most: number) =>
  z
    .string("Give a text.")
    .trim()
    .max(most, `Give at most ${most} characters.`)
    .regex(/^(\P{Cc}|\n)*$/u, "Give lines of text.");
const invoiceId = z.string("Name the invoice by its id.").max(60);

export const ListInvoices = z.strictObject({
  ...pageFields,
  q: z
    .string()
    .trim()
    .max(120, "Search for at most 120 characters.")
    .nullish()
    .describe("In the number, or in the tenant’s name or client id."),
  status: z
    .array(z.enum(INVOICE_STATUSES, `Use ${INVOICE_STATUSES.join(", ")}.`))
    .max(INVOICE_STATUSES.length)
    .nullish()
    .describe("Only invoices that are one of these."),
  from: month.nullish().describe("The first month, such as 2026-01."),
  to: month.nullish().describe("The last month."),
});
export type ListInvoicesInput = z.input<typeof ListInvoices>;

export const ListAllInvoices = ListInvoices.extend({
  tenant: z.string().max(64).nullish().describe("Of one tenant, by id or client id."),
});
export type ListAllInvoicesInput = z.input<typeof ListAllInvoices>;

export const InvoiceTarget = z.strictObject({ invoiceId });

export const PayInvoice = z.strictObject({
  invoiceId,
  paidAt: z.iso
    .datetime({ offset: true, error: "Give a time, such as 2026-11-05T00:00:00Z." })
    .nullish()
    .describe("Left out: now."),
  reference: oneLine(200).default("").describe("Such as the number of a transfer."),
});

export const VoidInvoice = z.strictObject({ invoiceId, reason: said(500, "Say why.") });

export const AdjustInvoice = z.strictObject({
  invoiceId,
  text: said(200, "Say what it is for."),
  amountMicros: amount.describe(
    "In micros of a dollar, whole cents, before tax; negative for what is taken off.",
  ),
});

export const ListCredits = z.strictObject({ ...pageFields });

export const GrantCredit = z.strictObject({
  tenant: z.string("Name the tenant by its id or client id.").max(64),
  amountMicros: amount.describe("In micros of a dollar, whole cents; negative takes back what was granted."),
  note: said(200, "Say what it is for."),
});

export const Nothing = z.strictObject({});

/** What is left out stays as it is. */
export const UpdateBillingDetails = z.strictObject({
  legalName: oneLine(200).optional().describe("Empty: the tenant’s name."),
  address: lines(500).optional(),
  taxId: oneLine(60).optional(),
  email: z
    .union([z.literal(""), z.email("Give an e-mail address.").max(254, "Give an e-mail address.")], {
      error: "Give an e-mail address.",
    })
    .optional()
    .describe("Where invoices go. Empty: to the owners."),
  taxBasisPoints: rate
    .nullable()
    .optional()
    .describe("Hundredths of a percent; null for what all pay. Only for the platform’s staff and tokens."),
});
export type UpdateBillingDetailsInput = z.input<typeof UpdateBillingDetails>;

const days = (most: number) => {
  const give = `Give whole days from 0 to ${most}.`;
  return z.int(give).min(0, give).max(most, give);
};

/** What is left out stays as it is. */
export const UpdateBillingSettings = z.strictObject({
  sellerName: oneLine(200).optional(),
  sellerAddress: lines(500).optional(),
  sellerTaxId: oneLine(60).optional(),
  numberPrefix: z
    .string("Give a prefix.")
    .regex(
      /^[A-Za-z0-9/_.-]{0,16}$/,
      "Use at most 16 letters, digits, dots, dashes, slashes and underscores.",
    )
    .optional(),
  taxName: said(40, "Name the tax.").optional(),
  taxBasisPoints: rate.optional().describe("Hundredths of a percent."),
  dueDays: days(365).optional().describe("From when an invoice is issued."),
  graceDays: days(31).optional().describe("From the end of a month until its invoices are issued."),
  footer: lines(500).optional(),
});
export type UpdateBillingSettingsInput = z.input<typeof UpdateBillingSettings>;

/** One tenant's month, for the worker. */
export const DrawUpInvoice = z.strictObject({ tenant: z.string().max(64), month });
