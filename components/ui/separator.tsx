// A hairline between groups.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function Separator({ className, vertical, ...props }: ComponentProps<"hr"> & { vertical?: boolean }) {
  return (
    <hr
      data-slot="separator"
      aria-orientation={vertical ? "vertical" : undefined}
      className={cn(
        "shrink-0 border-0 bg-border",
        vertical ? "h-full w-px self-stretch" : "h-px w-full",
        className,
      )}
      {...props}
    />
  );
}
