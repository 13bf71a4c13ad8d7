import { and, eq } from "drizzle-orm";
import { invoices } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";
import { readSettings, selectInvoices, whereInvoices } from "./queries.ts";
import { ListAllInvoices } from "./schemas.ts";
import { type InvoiceView, toInvoiceView } from "./view.ts";

/** Invoices of all tenants, or of the one that is named, newest first; for platform staff. */
export const listAllInvoices = query({
  name: "invoice.list_all",
  on: "platform",
  can: "billing:read",
  input: ListAllInvoices,
  async run({ tx, now }, { tenant, limit, ...filters }): Promise<Page<InvoiceView>> {
    const settings = await readSettings(tx);
    const where = and(
      tenant ? eq(invoices.tenantId, await findTenantId(tx, tenant)) : undefined,
      whereInvoices(filters, now),
    );
    const rows = await selectInvoices(tx, where, limit + 1);
    return cutPage(
      rows,
      limit,
      ({ invoice }) => ({ at: invoice.createdAt, id: invoice.id }),
      (record) => toInvoiceView(record, settings, now),
    );
  },
});
