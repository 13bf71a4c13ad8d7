// A tenant's invoices as a file: all of them.
import type { NextRequest } from "next/server";
import { INVOICE_CONTENT_TYPES, invoicesFile } from "#lib/billing/invoice-download.ts";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { fileAnswer } from "#lib/web/file-answer.ts";
import { read } from "#lib/web/read.ts";

export async function GET(request: NextRequest, context: { params: Promise<{ tenant: string }> }) {
  const place = { tenant: (await context.params).tenant };
  const format = request.nextUrl.searchParams.get("format") === "json" ? "json" : "csv";
  const page = (cursor: string | null) => read(listInvoices, { cursor, limit: 200 }, place);
  const first = await page(null);
  const body = invoicesFile(format, (cursor) => (cursor ? page(cursor) : Promise.resolve(first)));
  return fileAnswer({ name: `invoices.${format}`, contentType: INVOICE_CONTENT_TYPES[format], body });
}
