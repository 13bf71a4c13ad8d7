// The columns of tables of invoices.
import { InvoiceStatus } from "#components/billing/invoice-status.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import type { InvoiceView } from "#lib/billing/view.ts";
import { formatDate } from "#lib/shared/format.ts";
import { monthText } from "#lib/shared/invoice-words.ts";
import { amountText } from "#lib/shared/money.ts";

type Column = DataColumn<InvoiceView>;

const NONE = "–";

const money = (id: "totalMicros" | "taxMicros" | "creditMicros", header: string, hidden = false) =>
  ({
    ...{ id, header, hidden, align: "end" },
    cell: (invoice) => amountText(invoice[id]),
  }) satisfies Column;

/** What is paid or void is not waited for. */
const left: Column = {
  ...{ id: "dueMicros", header: "Left to pay", align: "end" },
  cell: ({ status, dueMicros }) =>
    status === "open" || status === "overdue" ? (
      <span className="font-medium">{amountText(dueMicros)}</span>
    ) : (
      <span className="text-muted-foreground">{NONE}</span>
    ),
};

const day = (id: "issuedAt" | "dueAt" | "paidAt", header: string, hidden = false) =>
  ({
    ...{ id, header, hidden, className: "whitespace-nowrap" },
    cell: (invoice) => {
      const at = invoice[id];
      return at ? formatDate(at, invoice.period.zone) : <span className="text-muted-foreground">{NONE}</span>;
    },
  }) satisfies Column;

const number: Column = {
  ...{ id: "number", header: "Invoice", card: "title", required: true },
  cell: ({ number: given }) =>
    given ? (
      <span className="whitespace-nowrap tabular-nums">{given}</span>
    ) : (
      <span className="text-muted-foreground">Draft</span>
    ),
};

const status: Column = {
  ...{ id: "status", header: "Status" },
  cell: (invoice) => <InvoiceStatus status={invoice.status} />,
};

const month: Column = {
  ...{ id: "month", header: "Month", className: "whitespace-nowrap" },
  cell: (invoice) => monthText(invoice.month),
};

const tenant: Column = {
  ...{ id: "tenant", header: "Tenant" },
  cell: (invoice) => (
    <span className="grid min-w-0">
      <span>{invoice.tenant.name}</span>
      <code className="font-mono text-muted-foreground text-xs">{invoice.tenant.clientId}</code>
    </span>
  ),
};

const plan: Column = { id: "plan", header: "Plan", hidden: true, cell: (invoice) => invoice.plan.name };

const reference: Column = {
  ...{ id: "reference", header: "Reference", hidden: true },
  cell: ({ paidReference }) => paidReference || NONE,
};

/** What a tenant sees of its own. */
export const OWN_COLUMNS: Column[] = [
  number,
  status,
  month,
  day("issuedAt", "Issued"),
  day("dueAt", "Due"),
  money("totalMicros", "Total"),
  left,
];

/** What staff see of all. */
export const ALL_COLUMNS: Column[] = [
  number,
  tenant,
  status,
  month,
  day("issuedAt", "Issued", true),
  day("dueAt", "Due"),
  day("paidAt", "Paid", true),
  plan,
  reference,
  money("taxMicros", "Tax", true),
  money("creditMicros", "Credit", true),
  money("totalMicros", "Total"),
  left,
];
