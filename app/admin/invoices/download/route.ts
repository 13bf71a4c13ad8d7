// Invoices with the page's filters, as a file: all of them, however many.
import type { NextRequest } from "next/server";
import { INVOICE_CONTENT_TYPES, invoicesFile } from "#lib/billing/invoice-download.ts";
import { invoiceSearch } from "#lib/billing/invoice-search.ts";
import { listAllInvoices } from "#lib/billing/list-all-invoices.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";

export async function GET(request: NextRequest) {
  const asked = Object.fromEntries(request.nextUrl.searchParams);
  const { filter } = invoiceSearch(asked);
  const format = asked.format === "json" ? "json" : "csv";
  const page = (cursor: string | null) =>
    read(listAllInvoices, { ...filter, cursor, limit: 200 }, "platform");
  const first = await page(null);
  const body = invoicesFile(format, (cursor) => (cursor ? page(cursor) : Promise.resolve(first)));
  return fileAnswer({ name: `invoices.${format}`, contentType: INVOICE_CONTENT_TYPES[format], body });
}
