// Ends an invoice or a draft that nobody shall pay, for good. What of it was prepaid is given back.
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeInvoice } from "./change-invoice.ts";
import { addCredit } from "./credits.ts";
import { VoidInvoice } from "./schemas.ts";

export const voidInvoice = command({
  name: "invoice.void",
  on: "platform",
  can: "billing:write",
  input: VoidInvoice,
  run: (context, { invoiceId, reason }) =>
    changeInvoice(context, invoiceId, async ({ invoice }) => {
      const { tenantId, id, number, state, totalMicros, creditMicros } = invoice;
      if (state === "void") return null;
      if (state === "paid" && totalMicros > creditMicros)
        throw new DomainError(
          "conflict",
          "It was paid. Grant credit instead, which the next invoice spends.",
        );
      const { tx, now, principal } = context;
      const note = `${number} is void`;
      if (creditMicros > 0)
        await addCredit(tx, now, principal, {
          tenantId,
          kind: "returned",
          micros: creditMicros,
          note,
          invoiceId: id,
        });
      return { state: "void", voidedAt: now, voidReason: reason };
    }),
});
