// What bills are made of: states, kinds of lines and credits, prices, and what holds until somebody says otherwise.
// Money is in whole micros of a dollar.

export const CURRENCY = "USD";

/** Amounts that are billed are multiples of it. */
export const CENT_MICROS = 10_000;

export const INVOICE_STATES = ["draft", "open", "paid", "void"] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/** "overdue" is open, and past the day on which it was due. */
export const INVOICE_STATUSES = ["draft", "open", "overdue", "paid", "void"] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

export const INVOICE_STATUS_LABELS: Record<InvoiceStatus, string> = {
  draft: "Draft",
  open: "Open",
  overdue: "Overdue",
  paid: "Paid",
  void: "Void",
};

/** In the order in which an invoice shows them. */
export const LINE_KINDS = ["base", "usage", "adjustment", "tax", "credit"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export const CREDIT_KINDS = ["granted", "applied", "returned"] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

export const CREDIT_KIND_LABELS: Record<CreditKind, string> = {
  granted: "Granted",
  applied: "Applied to an invoice",
  returned: "Returned from a void invoice",
};

/** What `per` units of a meter cost. */
export interface UsagePrice {
  micros: number;
  per: number;
}
export type UsagePrices = Record<string, UsagePrice>;

/** Meters that are always there: calls that were let in, tokens of language models, and what managed models cost. */
export const BUILT_IN_METERS = ["requests", "tokens", "cost"] as const;

const METER_LABELS: Record<string, string> = {
  requests: "Requests",
  tokens: "Tokens",
  cost: "Managed models",
};

/** A meter as a line of an invoice names it. */
export function meterLabel(meter: string): string {
  return METER_LABELS[meter] ?? `${meter.charAt(0).toUpperCase()}${meter.slice(1).replaceAll("_", " ")}`;
}

/** A line as it is kept: what was used, what of it is in the price of the plan, and what the rest costs. */
export interface InvoiceLine {
  kind: LineKind;
  text: string;
  /** Of usage; else null. Amounts of the meter "cost" are micros of a dollar. */
  meter: string | null;
  quantity: number | null;
  included: number | null;
  billed: number | null;
  price: UsagePrice | null;
  /** Negative for what is taken off. */
  amountMicros: number;
}

/** What somebody added to a draft by hand. */
export interface Adjustment {
  text: string;
  micros: number;
}

/** Who bills, as an invoice says it. */
export interface Seller {
  name: string;
  address: string;
  taxId: string;
  footer: string;
}

/** Who is billed, as an invoice says it. */
export interface Customer {
  name: string;
  address: string;
  taxId: string;
  email: string;
}

export interface BillingSettings {
  sellerName: string;
  sellerAddress: string;
  sellerTaxId: string;
  numberPrefix: string;
  taxName: string;
  /** Hundredths of a percent. */
  taxBasisPoints: number;
  /** From when an invoice is issued. */
  dueDays: number;
  /** From the end of a month: so long usage that comes late still changes its draft. */
  graceDays: number;
  footer: string;
}

export const DEFAULT_BILLING_SETTINGS: BillingSettings = {
  sellerName: "",
  sellerAddress: "",
  sellerTaxId: "",
  numberPrefix: "INV-",
  taxName: "Tax",
  taxBasisPoints: 0,
  dueDays: 14,
  graceDays: 3,
  footer: "",
};
