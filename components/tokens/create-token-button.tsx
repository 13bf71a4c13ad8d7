"use client";
// "Create token".
import dynamic from "next/dynamic";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";
import type { CreateTokenDialogProps } from "#components/tokens/create-token-dialog.tsx";

const load = () => import("#components/tokens/create-token-dialog.tsx");
const CreateTokenDialog = dynamic(load, { ssr: false });

export function CreateTokenButton(props: Omit<CreateTokenDialogProps, "open" | "onOpenChange">) {
  return (
    <LazyDialogButton label="Create token" load={load}>
      {(open, onOpenChange) => <CreateTokenDialog {...props} open={open} onOpenChange={onOpenChange} />}
    </LazyDialogButton>
  );
}
