// An invoice as a PDF file. What draws it is loaded when the first is asked for.
import { paperOf } from "./paper.ts";
import { registerFaces } from "./pdf-fonts.ts";
import { invoiceDocument } from "./pdf-page.ts";
import type { InvoiceView } from "./view.ts";

/** The file; the same for the same invoice. */
export async function renderInvoicePdf(invoice: InvoiceView): Promise<Uint8Array> {
  const { Document, Font, Page, renderToBuffer, Text, View } = await import("@react-pdf/renderer");
  registerFaces(Font);
  return renderToBuffer(invoiceDocument({ Document, Page, Text, View }, paperOf(invoice)));
}

/** "INV-2026-0001.pdf", "draft-acme_corp-2026-10.pdf" */
export function invoiceFileName({ number, tenant, month }: InvoiceView): string {
  return `${number?.replaceAll("/", "-") ?? `draft-${tenant.clientId}-${month}`}.pdf`;
}
