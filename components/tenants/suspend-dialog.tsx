"use client";
// Makes every key and token of a tenant refuse, and keeps why.
import { useState } from "react";
import { useAct } from "#components/form/use-act.ts";
import type { TenantActions } from "#components/tenants/tenant-actions.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export interface SuspendDialogProps {
  view: TenantView;
  onOpenChange: (open: boolean) => void;
  suspend: TenantActions["suspend"];
}

export default function SuspendDialog({ view, onOpenChange, suspend }: SuspendDialogProps) {
  const { pending, run } = useAct(suspend);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    const result = await run({ tenant: view.clientId }, { reason });
    if (!result.ok) return setError(result.error.fields?.reason ?? result.error.message);
    onOpenChange(false);
    toast.success(`${view.name} is suspended`);
  };
  return (
    <AlertDialog
      open
      onOpenChange={onOpenChange}
      danger
      title={`Suspend ${view.name}?`}
      description={`Its ${keysOf(view)} and tokens are refused with 403 until it is resumed. Nothing is deleted, and its members can still look.`}
      confirmLabel="Suspend"
      pending={pending}
      confirmDisabled={reason.trim() === ""}
      onConfirm={() => void confirm()}
    >
      <Field
        label="Reason"
        description="Shown to the tenant’s members, and kept in the audit log."
        error={error}
      >
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </AlertDialog>
  );
}

function keysOf({ keyCount }: TenantView): string {
  return keyCount === 1 ? "1 key" : `${formatInteger(keyCount)} keys`;
}
