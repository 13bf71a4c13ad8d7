"use client";
// Radio buttons on Base UI, plain or as cards with a description.
import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Primitive } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export function RadioGroup({ className, ...props }: Primitive.Props) {
  return <Primitive data-slot="radio-group" className={cn("grid gap-2", className as string)} {...props} />;
}

export function RadioItem({ className, ...props }: Radio.Root.Props) {
  return (
    <Radio.Root
      data-slot="radio"
      className={cn(
        "inline-flex size-4 shrink-0 items-center justify-center rounded-full border border-input bg-card shadow-xs data-checked:border-primary data-checked:bg-primary data-disabled:opacity-55",
        className as string,
      )}
      {...props}
    >
      <Radio.Indicator className="size-1.5 rounded-full bg-primary-foreground data-unchecked:hidden" />
    </Radio.Root>
  );
}

/** A whole card that is one choice. */
export function RadioCard(props: {
  value: string;
  title: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
    <label className="flex cursor-pointer items-start gap-2.5 rounded-lg border border-border bg-card p-3 transition-colors hover:bg-muted/60 has-data-checked:border-primary has-data-disabled:cursor-not-allowed has-data-checked:bg-brand-soft/50 has-data-disabled:opacity-60">
      <RadioItem value={props.value} disabled={props.disabled} className="mt-0.5" />
      <span className="grid gap-0.5">
        <span className="font-medium text-ui">{props.title}</span>
        {props.description ? (
          <span className="text-muted-foreground text-xs">{props.description}</span>
        ) : null}
      </span>
    </label>
  );
}
