"use client";
// The platform's own checkbox with our look: for long lists and tables, where script weight counts.
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "#components/ui/cn.ts";

export function NativeCheckbox({
  className,
  indeterminate = false,
  ...props
}: Omit<ComponentProps<"input">, "type" | "ref"> & { indeterminate?: boolean }) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <input
      ref={ref}
      type="checkbox"
      data-slot="native-checkbox"
      className={cn("size-4 shrink-0 cursor-pointer rounded-sm accent-primary", className)}
      {...props}
    />
  );
}
