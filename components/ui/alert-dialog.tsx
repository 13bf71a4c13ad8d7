"use client";
// A question that must be answered: a press outside does not dismiss it.
import { AlertDialog as Primitive } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { scrimClass } from "#components/ui/dialog.tsx";

export interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  pending?: boolean;
  confirmDisabled?: boolean;
  onConfirm: () => void;
}

export function AlertDialog(props: AlertDialogProps) {
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Backdrop className={scrimClass} />
        <Primitive.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-4">
          <Primitive.Popup className="grid max-h-[calc(100dvh-2rem)] w-full gap-4 overflow-y-auto border border-border bg-popover p-5 shadow-pop outline-none transition-[opacity,scale,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:rounded-t-xl sm:max-w-md sm:rounded-xl">
            <div className="grid gap-1.5">
              <Primitive.Title className="font-semibold text-base">{props.title}</Primitive.Title>
              {props.description ? (
                <Primitive.Description className="text-muted-foreground text-ui">
                  {props.description}
                </Primitive.Description>
              ) : null}
            </div>
            {props.children}
            <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Primitive.Close render={<Button variant="outline" className="max-sm:h-10" />}>
                {props.cancelLabel ?? "Cancel"}
              </Primitive.Close>
              <Button
                variant={props.danger ? "danger" : "primary"}
                className="max-sm:h-10"
                pending={props.pending}
                disabled={props.confirmDisabled}
                onClick={props.onConfirm}
              >
                {props.confirmLabel}
              </Button>
            </div>
          </Primitive.Popup>
        </Primitive.Viewport>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
