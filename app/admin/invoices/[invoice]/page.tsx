import type { Metadata } from "next";
import { InvoiceButtons } from "#components/billing/invoice-buttons.tsx";
import { InvoiceScreen } from "#components/billing/invoice-screen.tsx";
import { TenantFacts } from "#components/billing/tenant-facts.tsx";
import { getAnyInvoice } from "#lib/billing/get-any-invoice.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import { paperOf } from "#lib/billing/paper.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { adjustInvoiceAction, issueInvoiceAction, payInvoiceAction, voidInvoiceAction } from "../actions.ts";

export const metadata: Metadata = { title: "Invoice" };

const actions = {
  issue: issueInvoiceAction,
  adjust: adjustInvoiceAction,
  pay: payInvoiceAction,
  void: voidInvoiceAction,
};

interface Props {
  params: Promise<{ invoice: string }>;
}

export default async function AnyInvoicePage({ params }: Props) {
  const { invoice: invoiceId } = await params;
  const [viewer, invoice] = await Promise.all([
    viewerIn("platform"),
    read(getAnyInvoice, { invoiceId }, "platform"),
  ]);
  const { clientId } = invoice.tenant;
  const { balanceMicros } = await read(listCredits, { limit: 1 }, { tenant: clientId });
  const mayChange = viewer.permissions.includes("billing:write");
  return (
    <InvoiceScreen
      invoice={invoice}
      paper={paperOf(invoice)}
      above={[{ label: "Invoices", href: "/admin/invoices" }]}
      description={`${invoice.tenant.name}, ${invoice.plan.name} plan`}
      pdfHref={`/admin/invoices/${invoice.id}/pdf`}
      actions={mayChange ? <InvoiceButtons invoice={invoice} actions={actions} /> : null}
      aside={<TenantFacts invoice={invoice} balanceMicros={balanceMicros} />}
    />
  );
}
