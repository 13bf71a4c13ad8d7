"use client";
// "Create key".
import dynamic from "next/dynamic";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";
import type { CreateKeyDialogProps } from "#components/keys/form/create-key-dialog.tsx";

const load = () => import("#components/keys/form/create-key-dialog.tsx");
const CreateKeyDialog = dynamic(load, { ssr: false });

export function CreateKeyButton(props: Pick<CreateKeyDialogProps, "setup" | "actions">) {
  return (
    <LazyDialogButton label="Create key" load={load}>
      {(open, onOpenChange) => <CreateKeyDialog {...props} open={open} onOpenChange={onOpenChange} />}
    </LazyDialogButton>
  );
}
