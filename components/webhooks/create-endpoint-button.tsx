"use client";
// "Add endpoint".
import dynamic from "next/dynamic";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";
import type { CreateEndpointDialogProps } from "#components/webhooks/create-endpoint-dialog.tsx";

const load = () => import("#components/webhooks/create-endpoint-dialog.tsx");
const CreateEndpointDialog = dynamic(load, { ssr: false });

export function CreateEndpointButton(props: Omit<CreateEndpointDialogProps, "open" | "onOpenChange">) {
  return (
    <LazyDialogButton label="Add endpoint" load={load}>
      {(open, onOpenChange) => <CreateEndpointDialog {...props} open={open} onOpenChange={onOpenChange} />}
    </LazyDialogButton>
  );
}
