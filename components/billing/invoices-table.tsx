"use client";
// Invoices of all tenants: searched, narrowed to states and months, and handed out as shown.
import { ReceiptText, SearchX } from "lucide-react";
import { ALL_COLUMNS } from "#components/billing/invoice-columns.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { ChoiceFilter } from "#components/table/choice-filter.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ColumnChooser } from "#components/table/column-chooser.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Pager } from "#components/table/pager.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import type { InvoiceView } from "#lib/billing/view.ts";
import { INVOICE_STATUS_LABELS, INVOICE_STATUSES } from "#lib/shared/billing.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { monthText } from "#lib/shared/invoice-words.ts";

export interface InvoicesTableProps {
  rows: InvoiceView[];
  nextCursor: string | null;
  filtered: boolean;
  /** Months that can be chosen, newest first. */
  months: string[];
  views: ScreenViews;
}

/** What the filter bar takes out of the address when it is cleared. */
export const INVOICE_PARAMS = ["q", "status", "month", "tenant"];
const STATUSES = INVOICE_STATUSES.map((value) => ({ value, label: INVOICE_STATUS_LABELS[value] }));

export function InvoicesTable({ rows, nextCursor, filtered, months, views }: InvoicesTableProps) {
  return (
    <Card>
      <FilterBar
        searchPlaceholder="Number or tenant"
        facets={[{ param: "status", label: "Status", options: STATUSES }]}
        params={["month", "tenant"]}
        views={views}
        tools={
          <>
            <ColumnChooser columns={ALL_COLUMNS} />
            <ExportMenu href="/admin/invoices/download" />
          </>
        }
      >
        <ChoiceFilter
          param="month"
          label="Month"
          options={months.map((month) => ({ value: month, label: monthText(month) }))}
        />
      </FilterBar>
      <DataTable
        label="Invoices"
        rows={rows}
        columns={ALL_COLUMNS}
        rowId={({ id }) => id}
        rowLabel={({ number, tenant, month }) => number ?? `Draft of ${tenant.name} for ${monthText(month)}`}
        rowHref={({ id }) => `/admin/invoices/${id}`}
        empty={filtered ? <NothingFits /> : <NoInvoices />}
        footer={<Pager nextCursor={nextCursor} summary={summaryOf(rows.length)} />}
      />
    </Card>
  );
}

function NothingFits() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No invoice fits"
      action={<ClearFilters names={INVOICE_PARAMS} label="Clear filters" />}
    />
  );
}

function NoInvoices() {
  return (
    <EmptyState
      icon={<ReceiptText />}
      title="No invoices yet"
      text="When a month is over, a draft is drawn up for every tenant whose plan has a price, and issued some days later."
      action={<ButtonLink href="/admin/plans">Give plans a price</ButtonLink>}
    />
  );
}

function summaryOf(count: number): string {
  return count === 1 ? "1 invoice" : `${formatInteger(count)} invoices on this page`;
}
