// A key of the keyboard.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      data-slot="kbd"
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border bg-card px-1 font-medium font-sans text-2xs text-muted-foreground shadow-xs",
        className,
      )}
      {...props}
    />
  );
}
