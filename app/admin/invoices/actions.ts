"use server";
// What staff can do with invoices, credit and the way the platform bills.
import { adjustInvoice } from "#lib/billing/adjust-invoice.ts";
import { grantCredit } from "#lib/billing/grant-credit.ts";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { payInvoice } from "#lib/billing/pay-invoice.ts";
import { updateBillingSettings } from "#lib/billing/update-billing-settings.ts";
import { voidInvoice } from "#lib/billing/void-invoice.ts";
import { action } from "#lib/web/action.ts";

export const issueInvoiceAction = action(issueInvoice, { refresh: true });
export const adjustInvoiceAction = action(adjustInvoice, { refresh: true });
export const payInvoiceAction = action(payInvoice, { refresh: true });
export const voidInvoiceAction = action(voidInvoice, { refresh: true });
export const grantCreditAction = action(grantCredit, { refresh: true });
export const updateBillingSettingsAction = action(updateBillingSettings, { refresh: true });
