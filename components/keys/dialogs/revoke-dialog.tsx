"use client";
// Ends a key for good: says what will fail, and wants the name typed.
import { useState } from "react";
import { ConfirmByName } from "#components/feedback/confirm-by-name.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { useAct } from "#components/form/use-act.ts";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { toast } from "#components/ui/toast.ts";
import type { KeyView } from "#lib/keys/view.ts";
import { formatInteger } from "#lib/shared/format.ts";

export interface RevokeDialogProps {
  view: KeyView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  actions: Pick<KeyActions, "revoke">;
  callsLastHour?: number;
}

export default function RevokeDialog({
  view,
  open,
  onOpenChange,
  actions,
  callsLastHour,
}: RevokeDialogProps) {
  const { pending, run } = useAct(actions.revoke);
  const [error, setError] = useState<string | null>(null);
  const revoke = async (reason: string) => {
    setError(null);
    const result = await run(placeOf(view), { keyId: view.id, reason: reason || null });
    if (!result.ok) return setError(result.error.message);
    onOpenChange(false);
    toast.success(`${view.name} is revoked`, { description: "Every node stops accepting it now." });
  };
  return (
    <ConfirmByName
      open={open}
      onOpenChange={onOpenChange}
      title={`Revoke ${view.name}?`}
      consequence={<Consequence view={view} callsLastHour={callsLastHour} />}
      name={view.name}
      confirmLabel="Revoke key"
      askReason
      pending={pending}
      error={error}
      onConfirm={(reason) => void revoke(reason)}
    />
  );
}

function Consequence({ view, callsLastHour }: Pick<RevokeDialogProps, "view" | "callsLastHour">) {
  return (
    <>
      {callsLastHour ? (
        <>
          It was used <strong>{formatInteger(callsLastHour)}</strong> {callsLastHour === 1 ? "time" : "times"}{" "}
          in the last hour; such calls will fail with 401 at once.{" "}
        </>
      ) : (
        <>Every call with it fails with 401 at once. {lastUse(view)}</>
      )}
      This cannot be undone. To stop it for a while, disable it instead.
    </>
  );
}

function lastUse({ lastUsedAt }: KeyView) {
  if (!lastUsedAt) return "It was never used. ";
  return (
    <>
      It was last used <RelativeTime at={lastUsedAt} now={new Date()} />.{" "}
    </>
  );
}
