"use client";
// Wants the client id typed once more before a tenant's key is destroyed.
import { useState } from "react";
import { ConfirmByName } from "#components/feedback/confirm-by-name.tsx";
import { useAct } from "#components/form/use-act.ts";
import { toast } from "#components/ui/toast.ts";
import type { VaultActions } from "#components/vault/vault-actions.ts";

export interface ShredDialogProps {
  tenant: string;
  shred: VaultActions["shred"];
  onOpenChange: (open: boolean) => void;
}

export default function ShredDialog({ tenant, shred, onOpenChange }: ShredDialogProps) {
  const { pending, run } = useAct(shred);
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    const result = await run("platform", { tenant, confirm: tenant });
    if (!result.ok) return setError(result.error.message);
    onOpenChange(false);
    toast.success(`The key of ${tenant} is destroyed`, {
      description: `${result.data.credentials} provider keys are gone.`,
    });
  };
  return (
    <ConfirmByName
      open
      onOpenChange={onOpenChange}
      title={`Destroy the key of ${tenant}?`}
      consequence="All provider keys of this tenant are lost for good, and calls that they pay for fail at once. Nothing brings them back."
      name={tenant}
      confirmLabel="Destroy key"
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
