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
      className={cn(
        "grid size-4 shrink-0 cursor-pointer appearance-none place-items-center rounded-sm border border-input bg-card shadow-xs transition-colors before:hidden before:size-2.5 before:bg-primary-foreground before:content-[''] checked:border-primary checked:bg-primary checked:before:block checked:before:[clip-path:polygon(12%_46%,0_60%,38%_96%,100%_22%,86%_9%,37%_69%)] indeterminate:border-primary indeterminate:bg-primary indeterminate:before:block indeterminate:before:[clip-path:inset(40%_5%)] disabled:cursor-not-allowed disabled:opacity-55",
        className,
      )}
      {...props}
    />
  );
}
