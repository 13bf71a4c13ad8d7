// The shape that every change of an invoice shares: hold the tenant's money, change what differs, note before and after.
import type { CommandContext } from "#lib/core/operation.ts";
import { lockInvoice, readInvoice, readSettings, changeInvoice as write } from "./queries.ts";
import { type InvoiceRecord, type InvoiceRow, type InvoiceView, toInvoiceView } from "./view.ts";

/** `decide` says what changes, and may do more in the same transaction; null when all is as it should be. */
export async function changeInvoice(
  { tx, now, audit, unchanged }: Pick<CommandContext, "tx" | "now" | "audit" | "unchanged">,
  invoiceId: string,
  decide: (record: InvoiceRecord) => Promise<Partial<InvoiceRow> | null> | Partial<InvoiceRow> | null,
): Promise<InvoiceView> {
  const record = await lockInvoice(tx, now, invoiceId);
  const settings = await readSettings(tx);
  const before = toInvoiceView(record, settings, now);
  const change = await decide(record);
  if (!change) {
    unchanged();
    return before;
  }
  await write(tx, record.invoice, { ...change, updatedAt: now });
  const { tenantId } = record.invoice;
  const after = toInvoiceView(await readInvoice(tx, invoiceId, tenantId), settings, now);
  audit({ target: targetOf(after), tenantId, before, after });
  return after;
}

export function targetOf({ id, number, tenant, month }: InvoiceView) {
  return { type: "invoice", id, label: number ?? `${tenant.clientId} ${month}` };
}
