// Notes that an invoice was paid. One that is paid already stays as it is.
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeInvoice } from "./change-invoice.ts";
import { PayInvoice } from "./schemas.ts";

export const payInvoice = command({
  name: "invoice.pay",
  on: "platform",
  can: "billing:write",
  input: PayInvoice,
  run: (context, { invoiceId, paidAt, reference }) =>
    changeInvoice(context, invoiceId, ({ invoice }) => {
      if (invoice.state === "paid") return null;
      if (invoice.state !== "open") throw new DomainError("conflict", "Only an open invoice can be paid.");
      const at = paidAt ? new Date(paidAt) : context.now;
      if (at > context.now) throw invalidField("paidAt", "Give a time that has been.");
      return { state: "paid", paidAt: at, paidReference: reference };
    }),
});
