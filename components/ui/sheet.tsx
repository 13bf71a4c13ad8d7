"use client";
// A panel that slides in from an edge: detail beside a list, navigation on phones.
import { Dialog as Primitive } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonVariants } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { scrimClass } from "#components/ui/dialog.tsx";

export const Sheet = Primitive.Root;

const sides = {
  left: "left-0 border-r data-ending-style:-translate-x-full data-starting-style:-translate-x-full w-72 max-w-[85vw]",
  right:
    "right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full w-full sm:max-w-xl",
};

export function SheetContent(props: {
  side?: keyof typeof sides;
  title: ReactNode;
  /** Keeps the title for screen readers only. */
  hideTitle?: boolean;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Primitive.Portal>
      <Primitive.Backdrop className={scrimClass} />
      <Primitive.Popup
        data-slot="sheet"
        className={cn(
          "fixed inset-y-0 z-50 flex flex-col border-border bg-popover shadow-pop outline-none transition-transform duration-200 ease-out",
          sides[props.side ?? "right"],
          props.className,
        )}
      >
        <header className={cn("grid gap-1 border-b px-5 py-4 pr-12", props.hideTitle && "sr-only")}>
          <Primitive.Title className="font-semibold text-base">{props.title}</Primitive.Title>
          {props.description ? (
            <Primitive.Description className="text-muted-foreground text-ui">
              {props.description}
            </Primitive.Description>
          ) : null}
        </header>
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">{props.children}</div>
        <Primitive.Close
          aria-label="Close"
          className={cn(buttonVariants({ variant: "ghost", size: "icon" }), "absolute top-3 right-3")}
        >
          <X />
        </Primitive.Close>
      </Primitive.Popup>
    </Primitive.Portal>
  );
}
