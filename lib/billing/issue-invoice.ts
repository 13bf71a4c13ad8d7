// Issues a draft: draws it up a last time, spends what was prepaid, gives it its number, and tells who is billed.
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { type CommandContext, command } from "#lib/core/operation.ts";
import type { InvoiceState } from "#lib/shared/billing.ts";
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
    let isNew = false;
    const view = await changeInvoice(context, invoiceId, async (record) => {
      const issued = await issue(context, record);
      isNew = issued !== null;
      return issued;
    });
    if (!isNew) return view;
    await mailInvoice(context, view);
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
