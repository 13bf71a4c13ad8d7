import { query } from "#lib/core/operation.ts";
import { readInvoice, readSettings } from "./queries.ts";
import { InvoiceTarget } from "./schemas.ts";
import { type InvoiceView, toInvoiceView } from "./view.ts";

/** One invoice of the tenant. */
export const getInvoice = query({
  name: "invoice.get",
  on: "tenant",
  can: "billing:read",
  input: InvoiceTarget,
  run: async ({ tx, now, tenantId }, { invoiceId }): Promise<InvoiceView> =>
    toInvoiceView(await readInvoice(tx, invoiceId, tenantId), await readSettings(tx), now),
});
