"use client";
// A modal dialog on Base UI: focus is kept inside, Escape closes, on phones it sits at the bottom within thumb's reach.
import { Dialog as Primitive } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { buttonVariants } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

export const scrimClass =
  "fixed inset-0 z-50 bg-scrim backdrop-blur-[1px] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

const surface =
  "relative flex max-h-[calc(100dvh-2rem)] w-full flex-col overflow-hidden border border-border bg-popover shadow-pop outline-none transition-[opacity,scale,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:rounded-t-xl max-sm:data-ending-style:translate-y-6 max-sm:data-starting-style:translate-y-6 sm:rounded-xl sm:data-ending-style:scale-[0.98] sm:data-starting-style:scale-[0.98]";

const widths = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-2xl" };

export type DialogContentProps = Omit<Primitive.Popup.Props, "className"> & {
  size?: keyof typeof widths;
  className?: string;
  /** Leave out the corner button where leaving must be a decision. */
  hideClose?: boolean;
};

export function DialogContent({ size = "md", className, hideClose, children, ...props }: DialogContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Backdrop className={scrimClass} />
      <Primitive.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-4">
        <Primitive.Popup data-slot="dialog" className={cn(surface, widths[size], className)} {...props}>
          {children}
          {hideClose ? null : (
            <Primitive.Close
              aria-label="Close"
              className={cn(buttonVariants({ variant: "ghost", size: "icon-sm" }), "absolute top-3 right-3")}
            >
              <X />
            </Primitive.Close>
          )}
        </Primitive.Popup>
      </Primitive.Viewport>
    </Primitive.Portal>
  );
}

export function DialogHeader(props: { title: ReactNode; description?: ReactNode }) {
  return (
    <header className="grid gap-1 px-5 pt-5 pr-12 pb-3">
      <Primitive.Title className="font-semibold text-base">{props.title}</Primitive.Title>
      {props.description ? (
        <Primitive.Description className="text-muted-foreground text-ui">
          {props.description}
        </Primitive.Description>
      ) : null}
    </header>
  );
}

/** The scrolling middle of a dialog. */
export function DialogBody({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className={cn("scroll-thin grid min-h-0 gap-4 overflow-y-auto px-5 py-2", className)} {...props} />
  );
}

export function DialogFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn(
        "mt-2 flex flex-col-reverse gap-2 border-t bg-muted/40 px-5 py-3 sm:flex-row sm:justify-end",
        className,
      )}
      {...props}
    />
  );
}
