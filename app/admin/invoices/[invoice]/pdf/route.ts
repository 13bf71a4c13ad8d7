// Any invoice as a PDF file.
import { getAnyInvoice } from "#lib/billing/get-any-invoice.ts";
import { invoicePdfFile } from "#lib/billing/pdf-file.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";

export async function GET(_: Request, context: { params: Promise<{ invoice: string }> }) {
  const { invoice: invoiceId } = await context.params;
  return fileAnswer(await invoicePdfFile(await read(getAnyInvoice, { invoiceId }, "platform")));
}
