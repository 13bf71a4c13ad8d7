"use client";
// A tenant's invoices, newest first.
import { ReceiptText } from "lucide-react";
import { OWN_COLUMNS } from "#components/billing/invoice-columns.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import { LazyCardExport } from "#components/table/lazy-card-export.tsx";
import { Pager } from "#components/table/pager.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import type { InvoiceView } from "#lib/billing/view.ts";
import { monthText } from "#lib/shared/invoice-words.ts";

export interface OwnInvoicesProps {
  rows: InvoiceView[];
  nextCursor: string | null;
  /** The address of an invoice is this, a slash and its id. */
  base: string;
  /** Answers all of them as a file. */
  downloadHref: string;
}

export function OwnInvoices({ rows, nextCursor, base, downloadHref }: OwnInvoicesProps) {
  return (
    <Card>
      <CardHeader
        title="Invoices"
        className="items-center! pb-2.5"
        actions={<LazyCardExport what="Invoices" href={downloadHref} />}
      />
      <div className="border-t">
        <DataTable
          label="Invoices"
          rows={rows}
          columns={OWN_COLUMNS}
          rowId={({ id }) => id}
          rowLabel={({ number, month }) => number ?? `Draft for ${monthText(month)}`}
          rowHref={({ id }) => `${base}/${id}`}
          empty={
            <EmptyState
              icon={<ReceiptText />}
              title="No invoices yet"
              text="The first is drawn up when the running month is over."
            />
          }
          footer={
            <Pager
              nextCursor={nextCursor}
              summary={rows.length === 1 ? "1 invoice" : `${rows.length} invoices`}
            />
          }
        />
      </div>
    </Card>
  );
}
