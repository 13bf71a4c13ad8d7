import type { Metadata } from "next";
import { InvoiceScreen } from "#components/billing/invoice-screen.tsx";
import { getInvoice } from "#lib/billing/get-invoice.ts";
import { paperOf } from "#lib/billing/paper.ts";
import { read } from "#lib/web/read.ts";

export const metadata: Metadata = { title: "Invoice" };

interface Props {
  params: Promise<{ tenant: string; invoice: string }>;
}

export default async function InvoicePage({ params }: Props) {
  const { tenant, invoice: invoiceId } = await params;
  const invoice = await read(getInvoice, { invoiceId }, { tenant });
  const base = `/t/${tenant}/billing`;
  return (
    <InvoiceScreen
      invoice={invoice}
      paper={paperOf(invoice)}
      above={[{ label: "Billing", href: base }]}
      pdfHref={`${base}/${invoice.id}/pdf`}
    />
  );
}
