"use client";
// "Add key".
import dynamic from "next/dynamic";
import type { CredentialDialogProps } from "#components/credentials/credential-dialog.tsx";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";

const load = () => import("#components/credentials/credential-dialog.tsx");
const CredentialDialog = dynamic(load, { ssr: false });

export function AddCredentialButton(props: Pick<CredentialDialogProps, "place" | "actions">) {
  return (
    <LazyDialogButton label="Add key" load={load}>
      {(open, onOpenChange) => (
        <CredentialDialog {...props} wish={{ kind: "add" }} open={open} onOpenChange={onOpenChange} />
      )}
    </LazyDialogButton>
  );
}
