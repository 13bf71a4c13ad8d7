// A region that scrolls with thin native bars and can be reached by keyboard.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function ScrollArea({ className, label, ...props }: ComponentProps<"section"> & { label: string }) {
  return (
    <section
      data-slot="scroll-area"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={cn("scroll-thin overflow-auto -outline-offset-2!", className)}
      {...props}
    />
  );
}
