"use client";
// Ends a service token for good.
import { useState } from "react";
import { ConfirmByName } from "#components/feedback/confirm-by-name.tsx";
import { useAct } from "#components/form/use-act.ts";
import type { TokenActions } from "#components/tokens/token-actions.ts";
import { toast } from "#components/ui/toast.ts";
import type { TokenView } from "#lib/tokens/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface RevokeTokenDialogProps {
  token: TokenView;
  place: Place;
  revoke: TokenActions["revoke"];
  onOpenChange: (open: boolean) => void;
}

export default function RevokeTokenDialog({ token, place, revoke, onOpenChange }: RevokeTokenDialogProps) {
  const { pending, run } = useAct(revoke);
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    const result = await run(place, { tokenId: token.id });
    if (!result.ok) return setError(result.error.message);
    onOpenChange(false);
    toast.success(`${token.name} is revoked`);
  };
  return (
    <ConfirmByName
      open
      onOpenChange={onOpenChange}
      title={`Revoke ${token.name}?`}
      consequence="Every service that uses it is refused at once, and can no longer verify keys. This cannot be undone."
      name={token.name}
      confirmLabel="Revoke token"
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
