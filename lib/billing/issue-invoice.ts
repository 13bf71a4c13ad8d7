// Issues a draft: draws it up a last time, spends what was prepaid, gives it its number, and tells who is billed.
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { type CommandContext, command } from "#lib/core/operation.ts";
import { toldOfInvoice } from "#lib/core/published-events.ts";
import type { InvoiceState } from "#lib/shared/billing.ts";
import { emitEvent } from "#lib/webhooks/emit-event.ts";
import { changeInvoice } from "./change-invoice.ts";
import { addCredit, creditBalance } from "./credits.ts";
import { figuresOf } from "./draft.ts";
import { takeNumber } from "./invoice-numbers.ts";
import { mailInvoice } from "./mail-invoice.ts";
import { readSettings } from "./queries.ts";
import { readBilled } from "./redraw.ts";
import { InvoiceTarget } from "./schemas.ts";
import { customerOf, type InvoiceRecord, type InvoiceRow, type InvoiceView, sellerOf } from "./view.ts";

export const issueInvoice = command({
  name: "invoice.issue",
  on: "platform",
  can: "billing:write",
  input: InvoiceTarget,
  async run(context, { invoiceId }): Promise<InvoiceView> {
    const view = await changeInvoice(context, invoiceId, (record) => issue(context, record));
    // What was issued before is told of once.
    if (view.issuedAt !== context.now.toISOString()) return view;
    await mailInvoice(context, view);
    if (view.status === "paid") await tellPaid(context, view);
    return view;
  },
});

async function issue(context: CommandContext, record: InvoiceRecord): Promise<Partial<InvoiceRow> | null> {
  const { tx, now, principal } = context;
  const { invoice, tenant, account } = record;
  const { tenantId, id: invoiceId, state, month } = invoice;
  if (state === "void") throw new DomainError("conflict", "It is void.");
  if (state !== "draft") return null;
  const settings = await readSettings(tx);
  const billed = await readBilled(tx, tenantId, settings);
  const credit = await creditBalance(tx, tenantId);
  const figures = await figuresOf(tx, now, billed, { ...invoice, credit });
  const { totalMicros, creditMicros } = figures;
  if (figures.periodEnd > now) throw new DomainError("conflict", "Its month is not over.");
  if (totalMicros <= 0)
    throw new DomainError("conflict", "It comes to nothing, so there is nothing to issue.");
  const number = await takeNumber(tx, now, settings.numberPrefix);
  if (creditMicros > 0)
    await addCredit(tx, now, principal, {
      ...{ tenantId, kind: "applied", micros: -creditMicros, invoiceId },
      note: `${number}, ${month}`,
    });
  const settled = totalMicros === creditMicros;
  return {
    ...figures,
    number,
    state: (settled ? "paid" : "open") satisfies InvoiceState,
    seller: sellerOf(settings),
    customer: customerOf(tenant, account),
    issuedAt: now,
    dueAt: new Date(now.getTime() + settings.dueDays * DAY_MS),
    ...(settled && { paidAt: now, paidReference: "credit" }),
  };
}

/** Paid as it was issued, by credit. */
function tellPaid({ tx, now, principal }: CommandContext, view: InvoiceView): Promise<void> {
  const { type, label } = principal.actor;
  const data = { invoice: toldOfInvoice(view), by: { type, label } };
  return emitEvent(tx, { tenantId: view.tenant.id as `ten_${string}`, type: "invoice.paid", data, now });
}
