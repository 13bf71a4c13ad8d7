// A form label.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function Label({ className, ...props }: ComponentProps<"label">) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: htmlFor or the wrapped control comes from the caller
    <label data-slot="label" className={cn("font-medium text-ui text-foreground", className)} {...props} />
  );
}
