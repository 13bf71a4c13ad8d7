"use client";
// A text area that grows with its text.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import { useFieldControl } from "#components/ui/field.tsx";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return (
    <textarea
      {...control}
      data-slot="textarea"
      className={cn(controlClass, "field-sizing-content min-h-16 px-2.5 py-1.5", className)}
      {...props}
    />
  );
}
