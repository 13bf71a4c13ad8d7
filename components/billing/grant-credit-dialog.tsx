"use client";
// Gives a tenant credit, or takes some back.
import { AmountDialog } from "#components/billing/amount-dialog.tsx";
import type { GrantCreditAct } from "#components/billing/billing-actions.ts";
import { useAct } from "#components/form/use-act.ts";
import { toast } from "#components/ui/toast.ts";
import { amountText } from "#lib/shared/money.ts";

export interface GrantCreditDialogProps {
  tenant: { clientId: string; name: string };
  balanceMicros: number;
  grant: GrantCreditAct;
  onOpenChange: (open: boolean) => void;
}

export default function GrantCreditDialog({
  tenant,
  balanceMicros,
  grant,
  onOpenChange,
}: GrantCreditDialogProps) {
  const { pending, run } = useAct(grant);
  return (
    <AmountDialog
      title={`Credit for ${tenant.name}`}
      description={`It has ${amountText(balanceMicros)} now. The next invoice spends it first; nothing is paid out.`}
      amountHelp="A negative amount takes back what is left."
      textLabel="What it is for"
      textPlaceholder="Prepaid by transfer 8812"
      textField="note"
      confirmLabel="Grant credit"
      pending={pending}
      send={async (amountMicros, note) => {
        const result = await run("platform", { tenant: tenant.clientId, amountMicros, note });
        if (result.ok) toast.success(amountMicros < 0 ? "Credit taken back" : "Credit granted");
        return result;
      }}
      onOpenChange={onOpenChange}
    />
  );
}
