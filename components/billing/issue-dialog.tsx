"use client";
// Issues a draft before its time.
import { useState } from "react";
import type { InvoiceDialogProps } from "#components/billing/invoice-buttons.tsx";
import { useAct } from "#components/form/use-act.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import { amountText } from "#lib/shared/money.ts";

export default function IssueDialog({ invoice, actions, onOpenChange }: InvoiceDialogProps) {
  const { pending, run } = useAct(actions.issue);
  const [error, setError] = useState<string | null>(null);
  const issue = async () => {
    const result = await run("platform", { invoiceId: invoice.id });
    if (!result.ok) return setError(result.error.message);
    onOpenChange(false);
    toast.success(`${result.data.number} is issued`);
  };
  const { tenant, customer, totalMicros } = invoice;
  return (
    <AlertDialog
      open
      onOpenChange={onOpenChange}
      title="Issue this invoice now?"
      description={`${tenant.name} is billed ${amountText(totalMicros)}. It gets its number, is sent to ${customer.email || "the owners"}, and nothing of it can be changed any more; usage that comes later is not billed.`}
      confirmLabel="Issue invoice"
      pending={pending}
      onConfirm={() => void issue()}
    >
      <FieldError>{error}</FieldError>
    </AlertDialog>
  );
}
