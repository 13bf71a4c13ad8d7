// The paths of invoices, credits, and who bills whom.
import { z } from "zod";
import { adjustInvoice } from "#lib/billing/adjust-invoice.ts";
import { getAnyInvoice } from "#lib/billing/get-any-invoice.ts";
import { getBillingDetails } from "#lib/billing/get-billing-details.ts";
import { getBillingSettings } from "#lib/billing/get-billing-settings.ts";
import { getInvoice } from "#lib/billing/get-invoice.ts";
import { grantCredit } from "#lib/billing/grant-credit.ts";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { listAllInvoices } from "#lib/billing/list-all-invoices.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { payInvoice } from "#lib/billing/pay-invoice.ts";
import { upcomingInvoice } from "#lib/billing/upcoming-invoice.ts";
import { updateBillingDetails } from "#lib/billing/update-billing-details.ts";
import { updateBillingSettings } from "#lib/billing/update-billing-settings.ts";
import {
  BillingDetailsView,
  BillingSettingsView,
  CreditEntryView,
  CreditsView,
  InvoiceView,
  UpcomingView,
} from "#lib/billing/view.ts";
import { voidInvoice } from "#lib/billing/void-invoice.ts";
import type { Operation } from "#lib/core/operation.ts";
import { pageOf } from "#lib/core/page.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const tag = "Billing";
const INVOICE = { name: "Invoice", schema: InvoiceView };
const DETAILS = { name: "BillingDetails", schema: BillingDetailsView };
const SETTINGS = { name: "BillingSettings", schema: BillingSettingsView };
const BY_ID = { id: "invoiceId" };
const reading = { forTenant: call(getInvoice), forPlatform: call(getAnyInvoice), params: BY_ID };

/** What draws it is loaded when the first is asked for. */
async function pdfOf(_deps: unknown, _principal: unknown, output: unknown): Promise<Response> {
  const { invoiceFileName, renderInvoicePdf } = await import("#lib/billing/pdf.ts");
  const invoice = output as InvoiceView;
  const file = await renderInvoicePdf(invoice);
  return new Response(new Uint8Array(file), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Length": String(file.byteLength),
      "Content-Disposition": `attachment; filename="${invoiceFileName(invoice)}"`,
      "Cache-Control": "no-store",
    },
  });
}

/** Something that the platform does to an invoice, whosever it is. */
function act<Input>(verb: string, summary: string, operation: Operation<Input, InvoiceView>): Endpoint {
  return {
    method: "POST",
    path: `/v1/invoices/:id/${verb}`,
    tag,
    summary,
    where: "platform",
    forPlatform: call(operation),
    params: BY_ID,
    answer: INVOICE,
  };
}

export const billingEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/invoices",
    tag,
    summary: "List invoices, newest first.",
    where: "named",
    forTenant: call(listInvoices),
    forPlatform: call(listAllInvoices),
    answer: { name: "InvoicePage", schema: pageOf(InvoiceView) },
  },
  {
    method: "GET",
    path: "/v1/invoices/upcoming",
    tag,
    summary: "What a tenant's running month comes to until now, and what it will come to.",
    where: "named",
    forTenant: call(upcomingInvoice),
    answer: { name: "UpcomingInvoice", schema: UpcomingView },
  },
  {
    method: "GET",
    path: "/v1/invoices/:id",
    tag,
    summary: "Read an invoice with its lines.",
    where: "named",
    ...reading,
    answer: INVOICE,
  },
  {
    method: "GET",
    path: "/v1/invoices/:id/pdf",
    tag,
    summary: "Download an invoice as a PDF file.",
    where: "named",
    ...reading,
    file: pdfOf,
    fileType: "application/pdf",
    answer: { name: "InvoiceFile", schema: z.string() },
  },
  act("issue", "Issue a draft now: it gets its number, and whoever is billed is told.", issueInvoice),
  act("pay", "Note that an invoice was paid.", payInvoice),
  act(
    "void",
    "End an invoice or a draft that nobody shall pay. Credit that it spent comes back.",
    voidInvoice,
  ),
  act("adjust", "Add a line to a draft by hand.", adjustInvoice),
  {
    method: "GET",
    path: "/v1/credits",
    tag,
    summary: "What a tenant has prepaid and what became of it, newest first.",
    where: "named",
    forTenant: call(listCredits),
    answer: { name: "Credits", schema: CreditsView },
  },
  {
    method: "POST",
    path: "/v1/credits",
    tag,
    summary: "Give a tenant credit, which its next invoices spend, or take some back.",
    where: "platform",
    forPlatform: call(grantCredit),
    namesTarget: true,
    answer: { name: "CreditEntry", schema: CreditEntryView },
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/billing/details",
    tag,
    summary: "Who is billed for a tenant.",
    where: "named",
    forTenant: call(getBillingDetails),
    answer: DETAILS,
  },
  {
    method: "PATCH",
    path: "/v1/billing/details",
    tag,
    summary: "Change who is billed for a tenant. What was issued stays as it is.",
    where: "named",
    forTenant: call(updateBillingDetails),
    answer: DETAILS,
  },
  {
    method: "GET",
    path: "/v1/billing/settings",
    tag,
    summary: "Read how the platform bills.",
    where: "platform",
    forPlatform: call(getBillingSettings),
    answer: SETTINGS,
  },
  {
    method: "PATCH",
    path: "/v1/billing/settings",
    tag,
    summary: "Change how the platform bills. What is left out stays as it is.",
    where: "platform",
    forPlatform: call(updateBillingSettings),
    answer: SETTINGS,
  },
];
