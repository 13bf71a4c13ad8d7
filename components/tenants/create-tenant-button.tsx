"use client";
// "Create tenant".
import dynamic from "next/dynamic";
import { LazyDialogButton } from "#components/form/lazy-dialog-button.tsx";
import type { CreateTenantDialogProps } from "#components/tenants/create-tenant-dialog.tsx";

const load = () => import("#components/tenants/create-tenant-dialog.tsx");
const CreateTenantDialog = dynamic(load, { ssr: false });

export function CreateTenantButton(props: Pick<CreateTenantDialogProps, "plans" | "actions">) {
  return (
    <LazyDialogButton label="Create tenant" load={load}>
      {(open, onOpenChange) => <CreateTenantDialog {...props} open={open} onOpenChange={onOpenChange} />}
    </LazyDialogButton>
  );
}
