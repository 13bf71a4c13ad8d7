"use client";
// A checkbox on Base UI with the third, mixed state. Give it a name by a surrounding label or aria-label.
import { Checkbox as Primitive } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { cn } from "#components/ui/cn.ts";

export function Checkbox({ className, indeterminate, ...props }: Primitive.Root.Props) {
  return (
    <Primitive.Root
      data-slot="checkbox"
      indeterminate={indeterminate}
      className={cn(
        "inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-input bg-card text-primary-foreground shadow-xs transition-colors data-checked:border-primary data-indeterminate:border-primary data-checked:bg-primary data-indeterminate:bg-primary data-disabled:opacity-55 aria-invalid:border-danger",
        className as string,
      )}
      {...props}
    >
      <Primitive.Indicator className="flex data-unchecked:hidden">
        {indeterminate ? (
          <Minus className="size-3" strokeWidth={3} />
        ) : (
          <Check className="size-3" strokeWidth={3} />
        )}
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
