"use client";
// The platform's own select, styled: no script, best on phones. Take it unless options need more than a line of text.
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import { useFieldControl } from "#components/ui/field.tsx";

export function NativeSelect({ className, children, ...props }: ComponentProps<"select">) {
  const control = useFieldControl();
  return (
    <span className="relative inline-flex w-full min-w-0">
      <select
        {...control}
        data-slot="native-select"
        className={cn(controlClass, "h-8 cursor-pointer appearance-none truncate pr-8 pl-2.5", className)}
        {...props}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
