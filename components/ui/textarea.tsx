// A text area that grows with its text.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/input.tsx";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(controlClass, "field-sizing-content min-h-16 px-2.5 py-1.5", className)}
      {...props}
    />
  );
}
