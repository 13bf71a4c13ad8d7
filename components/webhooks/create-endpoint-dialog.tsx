"use client";
// Making an endpoint: the form, then the secret that signs its messages, once.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { RevealSecret } from "#components/keys/reveal/reveal-secret.tsx";
import { Dialog, DialogContent, DialogHeader } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { type EndpointDraft, EndpointForm } from "#components/webhooks/endpoint-form.tsx";
import type { WebhookActions } from "#components/webhooks/webhook-actions.ts";
import { webhookSnippets } from "#components/webhooks/webhook-snippets.ts";
import type { Place } from "#lib/web/place.ts";
import type { EndpointWithSecret } from "#lib/webhooks/view.ts";

export interface CreateEndpointDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  place: Place;
  create: WebhookActions["create"];
}

export default function CreateEndpointDialog({
  open,
  onOpenChange,
  place,
  create,
}: CreateEndpointDialogProps) {
  const router = useRouter();
  const errors = useServerErrors();
  const { pending, run } = useAct(create);
  const [created, setCreated] = useState<EndpointWithSecret | null>(null);
  const close = () => {
    onOpenChange(false);
    router.refresh();
  };
  const submit = async (draft: EndpointDraft) => {
    errors.clear();
    const result = await run(place, draft);
    if (!result.ok) return errors.show(result.error, (path) => path.replace(/^types\..*/, "types"));
    if (result.data.secret !== null) return setCreated(result.data);
    toast.success("The endpoint is ready");
    close();
  };
  return (
    <Dialog
      open={open}
      disablePointerDismissal
      onOpenChange={(next) => (next || !created ? onOpenChange(next) : undefined)}
      onOpenChangeComplete={(isOpen) => !isOpen && setCreated(null)}
    >
      <DialogContent size="lg" hideClose={created !== null}>
        {created?.secret ? (
          <RevealSecret
            title="The endpoint is ready"
            description="Check the signature of each message with this secret."
            name="keyhold webhook"
            secret={created.secret}
            snippets={webhookSnippets(created.secret)}
            onStored={close}
          />
        ) : (
          <>
            <DialogHeader
              title="Add an endpoint"
              description={
                place === "platform"
                  ? "It hears of the platform’s events and of every tenant’s."
                  : "It hears of this tenant’s events."
              }
            />
            <EndpointForm
              errors={errors}
              pending={pending}
              submitLabel="Add endpoint"
              onSubmit={(draft) => void submit(draft)}
            />
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
