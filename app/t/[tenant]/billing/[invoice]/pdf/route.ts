// One of a tenant's invoices as a PDF file.
import { getInvoice } from "#lib/billing/get-invoice.ts";
import { invoicePdfFile } from "#lib/billing/pdf-file.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";

export async function GET(_: Request, context: { params: Promise<{ tenant: string; invoice: string }> }) {
  const { tenant, invoice: invoiceId } = await context.params;
  return fileAnswer(await invoicePdfFile(await read(getInvoice, { invoiceId }, { tenant })));
}
