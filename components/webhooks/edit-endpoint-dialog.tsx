"use client";
// Changes where an endpoint's events go, and which.
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { Dialog, DialogContent, DialogHeader } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { type EndpointDraft, EndpointForm } from "#components/webhooks/endpoint-form.tsx";
import type { EndpointDialogProps } from "#components/webhooks/endpoint-menu.tsx";

export default function EditEndpointDialog({ endpoint, place, actions, onOpenChange }: EndpointDialogProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(actions.update);
  const submit = async ({ url, description, types }: EndpointDraft) => {
    errors.clear();
    const input = { endpointId: endpoint.id, url: url || undefined, description, types };
    const result = await run(place, input);
    if (!result.ok) return errors.show(result.error, (path) => path.replace(/^types\..*/, "types"));
    onOpenChange(false);
    toast.success("The endpoint is changed");
  };
  return (
    <Dialog open onOpenChange={onOpenChange} disablePointerDismissal>
      <DialogContent size="lg">
        <DialogHeader title="Change the endpoint" />
        <EndpointForm
          endpoint={endpoint}
          errors={errors}
          pending={pending}
          submitLabel="Save"
          onSubmit={(draft) => void submit(draft)}
        />
      </DialogContent>
    </Dialog>
  );
}
