import { query } from "#lib/core/operation.ts";
import { readInvoice, readSettings } from "./queries.ts";
import { InvoiceTarget } from "./schemas.ts";
import { type InvoiceView, toInvoiceView } from "./view.ts";

/** One invoice, whosever it is; for platform staff. */
export const getAnyInvoice = query({
  name: "invoice.get_any",
  on: "platform",
  can: "billing:read",
  input: InvoiceTarget,
  run: async ({ tx, now }, { invoiceId }): Promise<InvoiceView> =>
    toInvoiceView(await readInvoice(tx, invoiceId, null), await readSettings(tx), now),
});
