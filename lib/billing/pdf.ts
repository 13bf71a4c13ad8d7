// An invoice as a PDF file. What draws it is loaded when the first is asked for.
import { type Paper, paperOf } from "./paper.ts";
import { printable, registerFaces } from "./pdf-fonts.ts";
import { invoiceDocument } from "./pdf-page.ts";
import type { InvoiceView } from "./view.ts";

/** The file; the same for the same invoice. */
export async function renderInvoicePdf(invoice: InvoiceView): Promise<Uint8Array> {
  const { Document, Font, Page, renderToBuffer, Text, View } = await import("@react-pdf/renderer");
  await registerFaces(Font);
  const paper = printed(paperOf(invoice), (text) => printable(Font, text));
  return renderToBuffer(invoiceDocument({ Document, Page, Text, View }, paper));
}

/** The same paper, with each of its texts as it can be drawn. */
function printed(paper: Paper, drawn: (text: string) => string): Paper {
  const said = JSON.parse(JSON.stringify(paper), (_, value) =>
    typeof value === "string" ? drawn(value) : value,
  );
  return { ...said, at: paper.at };
}

/** "INV-2026-0001.pdf", "draft-acme_corp-2026-10.pdf" */
export function invoiceFileName({ number, tenant, month }: InvoiceView): string {
  return `${number?.replaceAll("/", "-") ?? `draft-${tenant.clientId}-${month}`}.pdf`;
}
