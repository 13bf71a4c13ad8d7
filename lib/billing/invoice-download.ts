// Invoices as a file: page after page, so that all that fit are in it. Amounts are in dollars.
import { stringify } from "csv-stringify/sync";
import type { Page } from "#lib/core/page.ts";
import { dollarsOf } from "#lib/shared/money.ts";
import type { InvoiceView } from "./view.ts";

type Column = [name: string, value: (invoice: InvoiceView) => string | null];

const COLUMNS: Column[] = [
  ["number", ({ number }) => number],
  ["status", ({ status }) => status],
  ["clientId", ({ tenant }) => tenant.clientId],
  ["tenant", ({ tenant }) => tenant.name],
  ["customer", ({ customer }) => customer.name],
  ["plan", ({ plan }) => plan.name],
  ["month", ({ month }) => month],
  ["issuedAt", ({ issuedAt }) => issuedAt],
  ["dueAt", ({ dueAt }) => dueAt],
  ["paidAt", ({ paidAt }) => paidAt],
  ["reference", ({ paidReference }) => paidReference],
  ["currency", ({ currency }) => currency],
  ["subtotal", ({ subtotalMicros }) => dollarsOf(subtotalMicros)],
  ["tax", ({ taxMicros }) => dollarsOf(taxMicros)],
  ["total", ({ totalMicros }) => dollarsOf(totalMicros)],
  ["credit", ({ creditMicros }) => dollarsOf(creditMicros)],
  ["due", ({ dueMicros }) => dollarsOf(dueMicros)],
  ["id", ({ id }) => id],
];

export const INVOICE_CONTENT_TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" };

/** JSON is the answer of the API, all pages in one. */
export async function* invoicesFile(
  format: "csv" | "json",
  readPage: (cursor: string | null) => Promise<Page<InvoiceView>>,
): AsyncGenerator<string> {
  yield format === "csv" ? lines([COLUMNS.map(([name]) => name)]) : '{"items":[\n';
  let cursor: string | null = null;
  let between = "";
  do {
    const page: Page<InvoiceView> = await readPage(cursor);
    cursor = page.nextCursor;
    if (page.items.length === 0) break;
    if (format === "csv")
      yield lines(page.items.map((invoice) => COLUMNS.map(([, value]) => value(invoice) ?? "")));
    else yield between + page.items.map((invoice) => JSON.stringify(invoice)).join(",\n");
    between = ",\n";
  } while (cursor);
  if (format === "json") yield "\n]}\n";
}

const lines = (rows: string[][]) => stringify(rows, { escape_formulas: true });
