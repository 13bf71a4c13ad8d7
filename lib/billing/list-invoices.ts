import { and, eq } from "drizzle-orm";
import { invoices } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { readSettings, selectInvoices, whereInvoices } from "./queries.ts";
import { ListInvoices } from "./schemas.ts";
import { type InvoiceView, toInvoiceView } from "./view.ts";

/** The tenant's invoices, newest first. */
export const listInvoices = query({
  name: "invoice.list",
  on: "tenant",
  can: "billing:read",
  input: ListInvoices,
  async run({ tx, now, tenantId }, { limit, ...filters }): Promise<Page<InvoiceView>> {
    const settings = await readSettings(tx);
    const where = and(eq(invoices.tenantId, tenantId), whereInvoices(filters, now));
    const rows = await selectInvoices(tx, where, limit + 1);
    return cutPage(
      rows,
      limit,
      ({ invoice }) => ({ at: invoice.createdAt, id: invoice.id }),
      (record) => toInvoiceView(record, settings, now),
    );
  },
});
