"use client";
// Ends a credential for good.
import { useState } from "react";
import type { CredentialActions } from "#components/credentials/credential-actions.ts";
import { ConfirmByName } from "#components/feedback/confirm-by-name.tsx";
import { useAct } from "#components/form/use-act.ts";
import { toast } from "#components/ui/toast.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface RemoveDialogProps {
  credential: CredentialView;
  place: Place;
  remove: CredentialActions["remove"];
  onOpenChange: (open: boolean) => void;
}

export default function RemoveDialog({ credential, place, remove, onOpenChange }: RemoveDialogProps) {
  const { pending, run } = useAct(remove);
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    const result = await run(place, { credentialId: credential.id });
    if (!result.ok) return setError(result.error.message);
    onOpenChange(false);
    toast.success(`${credential.label} is removed`);
  };
  return (
    <ConfirmByName
      open
      onOpenChange={onOpenChange}
      title={`Remove ${credential.label}?`}
      consequence="Calls that are paid with this key fail at once, and what is stored of it is wiped. This cannot be undone. The key itself goes on working at the provider: end it there too."
      name={credential.label}
      confirmLabel="Remove key"
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
