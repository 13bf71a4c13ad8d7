// What the screens of billing can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { UpdateBillingDetailsInput, UpdateBillingSettingsInput } from "#lib/billing/schemas.ts";
import type { BillingDetailsView, BillingSettingsView, InvoiceView } from "#lib/billing/view.ts";

export interface InvoiceActions {
  issue: Act<{ invoiceId: string }, InvoiceView>;
  adjust: Act<{ invoiceId: string; text: string; amountMicros: number }, InvoiceView>;
  /** `paidAt` null: now. */
  pay: Act<{ invoiceId: string; paidAt?: string | null; reference?: string }, InvoiceView>;
  void: Act<{ invoiceId: string; reason: string }, InvoiceView>;
}

export type GrantCreditAct = Act<{ tenant: string; amountMicros: number; note: string }, unknown>;
export type UpdateDetailsAct = Act<UpdateBillingDetailsInput, BillingDetailsView>;
export type UpdateSettingsAct = Act<UpdateBillingSettingsInput, BillingSettingsView>;
