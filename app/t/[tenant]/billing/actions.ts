"use server";
// What a tenant can do with its billing.
import { updateBillingDetails } from "#lib/billing/update-billing-details.ts";
import { action } from "#lib/web/action.ts";

export const updateBillingDetailsAction = action(updateBillingDetails, { refresh: true });
