"use client";
// Adds a line to a draft by hand.
import { AmountDialog } from "#components/billing/amount-dialog.tsx";
import type { InvoiceDialogProps } from "#components/billing/invoice-buttons.tsx";
import { useAct } from "#components/form/use-act.ts";
import { toast } from "#components/ui/toast.ts";

export default function AdjustDialog({ invoice, actions, onOpenChange }: InvoiceDialogProps) {
  const { pending, run } = useAct(actions.adjust);
  return (
    <AmountDialog
      title="Add a line"
      description="It stays on the draft when usage changes the other lines, and is taxed as they are."
      amountHelp="Before tax. A negative amount takes off."
      textLabel="What it is for"
      textPlaceholder="Discount of the first year"
      textField="text"
      confirmLabel="Add the line"
      pending={pending}
      send={async (amountMicros, text) => {
        const result = await run("platform", { invoiceId: invoice.id, amountMicros, text });
        if (result.ok) toast.success("The line is on the draft");
        return result;
      }}
      onOpenChange={onOpenChange}
    />
  );
}
