"use client";
// Ends an endpoint for good.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmByName } from "#components/feedback/confirm-by-name.tsx";
import { useAct } from "#components/form/use-act.ts";
import { toast } from "#components/ui/toast.ts";
import type { EndpointDialogProps } from "#components/webhooks/endpoint-menu.tsx";
import { nameOf } from "#components/webhooks/endpoint-state.tsx";

export default function DeleteEndpointDialog({
  endpoint,
  place,
  actions,
  onOpenChange,
}: EndpointDialogProps) {
  const router = useRouter();
  const { pending, run } = useAct(actions.remove);
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    const result = await run(place, { endpointId: endpoint.id });
    if (!result.ok) return setError(result.error.message);
    toast.success("The endpoint is deleted");
    router.push(place === "platform" ? "/admin/webhooks" : `/t/${place.tenant}/webhooks`);
  };
  return (
    <ConfirmByName
      open
      onOpenChange={onOpenChange}
      title="Delete this endpoint?"
      consequence="It is sent nothing any more. Its secret and the log of what it was sent go with it. This cannot be undone."
      name={nameOf(endpoint)}
      confirmLabel="Delete endpoint"
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
