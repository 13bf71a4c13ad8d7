"use client";
// A part of a form that stays folded until it is wanted. What stands in it is kept while it is folded.
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "#components/ui/cn.ts";

export function Disclosure(props: {
  label: string;
  hint?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="rounded-lg border border-border">
      <button
        type="button"
        aria-expanded={props.open}
        aria-controls={id}
        onClick={() => props.onOpenChange(!props.open)}
        className="-outline-offset-2! flex min-h-10 w-full items-center gap-2 rounded-lg px-3 text-left font-medium text-ui hover:bg-muted/60"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn("size-4 text-muted-foreground transition-transform", props.open && "rotate-90")}
        />
        {props.label}
        {props.hint ? (
          <span className="truncate font-normal text-muted-foreground text-xs max-sm:hidden">
            {props.hint}
          </span>
        ) : null}
      </button>
      <div id={id} hidden={!props.open} className={props.open ? "grid gap-5 border-t px-3 py-4" : undefined}>
        {props.children}
      </div>
    </div>
  );
}
