// Adds a line to a draft by hand: a discount, a service, what went wrong. It stays when usage changes the rest.
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { changeInvoice } from "./change-invoice.ts";
import { figuresOf } from "./draft.ts";
import { readSettings } from "./queries.ts";
import { readBilled } from "./redraw.ts";
import { AdjustInvoice } from "./schemas.ts";

const MOST_ADJUSTMENTS = 50;

export const adjustInvoice = command({
  name: "invoice.adjust",
  on: "platform",
  can: "billing:write",
  input: AdjustInvoice,
  run: (context, { invoiceId, text, amountMicros }) =>
    changeInvoice(context, invoiceId, async ({ invoice }) => {
      const { tx, now } = context;
      if (invoice.state !== "draft") throw new DomainError("conflict", "Only a draft can be adjusted.");
      if (invoice.adjustments.length >= MOST_ADJUSTMENTS)
        throw new DomainError("conflict", `A draft has at most ${MOST_ADJUSTMENTS} adjustments.`);
      const adjustments = [...invoice.adjustments, { text, micros: amountMicros }];
      const billed = await readBilled(tx, invoice.tenantId, await readSettings(tx));
      const figures = await figuresOf(tx, now, billed, { ...invoice, adjustments });
      if (figures.subtotalMicros < 0)
        throw invalidField("amountMicros", "That takes off more than the invoice comes to.");
      return { adjustments, ...figures };
    }),
});
