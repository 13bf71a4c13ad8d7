// An invoice's PDF as a browser saves it.
import { invoiceFileName, renderInvoicePdf } from "./pdf.ts";
import type { InvoiceView } from "./view.ts";

export async function invoicePdfFile(invoice: InvoiceView) {
  const bytes = await renderInvoicePdf(invoice);
  return {
    name: invoiceFileName(invoice),
    contentType: "application/pdf",
    body: [bytes],
    size: bytes.byteLength,
  };
}
