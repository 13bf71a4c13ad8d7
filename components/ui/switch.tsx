"use client";
// An on/off switch on Base UI: for settings that take effect at once.
import { Switch as Primitive } from "@base-ui/react/switch";
import { cn } from "#components/ui/cn.ts";

export function Switch({ className, ...props }: Primitive.Root.Props) {
  return (
    <Primitive.Root
      data-slot="switch"
      className={cn(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-input bg-input p-px transition-colors data-checked:border-primary data-checked:bg-primary data-disabled:opacity-55",
        className as string,
      )}
      {...props}
    >
      <Primitive.Thumb className="size-4 rounded-full bg-card shadow-sm transition-transform duration-150 data-checked:translate-x-4" />
    </Primitive.Root>
  );
}
