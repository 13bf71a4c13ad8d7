"use client";
// Makes an invoice void, for good.
import { useState } from "react";
import type { InvoiceDialogProps } from "#components/billing/invoice-buttons.tsx";
import { ConfirmByName } from "#components/feedback/confirm-by-name.tsx";
import { useAct } from "#components/form/use-act.ts";
import { toast } from "#components/ui/toast.ts";
import { amountText } from "#lib/shared/money.ts";

export default function VoidDialog({ invoice, actions, onOpenChange }: InvoiceDialogProps) {
  const { pending, run } = useAct(actions.void);
  const [error, setError] = useState<string | null>(null);
  const name = invoice.number ?? invoice.month;
  const confirm = async (reason: string) => {
    const result = await run("platform", { invoiceId: invoice.id, reason });
    if (!result.ok) return setError(result.error.fields?.reason ?? result.error.message);
    onOpenChange(false);
    toast.success(invoice.number ? `${invoice.number} is void` : "The draft is void");
  };
  const { tenant, dueMicros, creditMicros } = invoice;
  const returned = creditMicros > 0 ? ` ${amountText(creditMicros)} of credit go back to it.` : "";
  return (
    <ConfirmByName
      open
      onOpenChange={onOpenChange}
      title={invoice.number ? `Void ${invoice.number}?` : "Void this draft?"}
      consequence={`${tenant.name} no longer owes ${amountText(dueMicros)}, and nothing else is billed for this month.${returned} This cannot be undone.`}
      name={name}
      confirmLabel="Void invoice"
      askReason
      pending={pending}
      error={error}
      onConfirm={(reason) => void confirm(reason)}
    />
  );
}
