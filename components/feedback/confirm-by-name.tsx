"use client";
// Asks for the name of what will be destroyed to be typed, and for a reason where one is kept. Load it on demand.
import { type ReactNode, useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Field, FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface ConfirmByNameProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will fail, in numbers if they are known. */
  consequence: ReactNode;
  /** What must be typed. */
  name: string;
  confirmLabel: string;
  askReason?: boolean;
  pending?: boolean;
  error?: string | null;
  onConfirm: (reason: string) => void;
}

export function ConfirmByName(props: ConfirmByNameProps) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const change = (open: boolean) => {
    setTyped("");
    props.onOpenChange(open);
  };
  return (
    <AlertDialog
      open={props.open}
      onOpenChange={change}
      danger
      title={props.title}
      description={props.consequence}
      confirmLabel={props.confirmLabel}
      pending={props.pending}
      confirmDisabled={typed.trim() !== props.name}
      onConfirm={() => props.onConfirm(reason.trim())}
    >
      <Field
        label={
          <>
            Type <code className="rounded-sm bg-muted px-1 font-mono">{props.name}</code> to confirm
          </>
        }
      >
        <Input
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      {props.askReason ? (
        <Field label="Reason" hint="Kept in the audit log">
          <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : null}
      <FieldError>{props.error}</FieldError>
    </AlertDialog>
  );
}
