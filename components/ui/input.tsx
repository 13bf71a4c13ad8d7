"use client";
// Text inputs: 16 px on phones, so that iOS does not zoom; invalid state follows aria-invalid.
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import { useFieldControl } from "#components/ui/field.tsx";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  const control = useFieldControl();
  return (
    <input
      {...control}
      data-slot="input"
      type={type}
      className={cn(controlClass, "h-8 px-2.5", className)}
      {...props}
    />
  );
}
