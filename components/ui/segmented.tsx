"use client";
// One of a few choices side by side, built on native radio buttons: arrow keys, forms and labels work by themselves.
import { useId } from "react";
import { cn } from "#components/ui/cn.ts";

export interface Segment<V extends string> {
  value: V;
  label: string;
  icon?: React.ReactNode;
}

export interface SegmentedProps<V extends string> {
  label: string;
  value: V;
  segments: Segment<V>[];
  onValueChange: (value: V) => void;
  /** Shows icons alone; the labels stay for screen readers. */
  iconsOnly?: boolean;
  className?: string;
}

export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset
      data-slot="segmented"
      className={cn(
        "inline-flex h-8 shrink-0 items-center gap-0.5 rounded-lg bg-muted p-0.5",
        props.className,
      )}
    >
      <legend className="sr-only">{props.label}</legend>
      {props.segments.map((segment) => (
        <label
          key={segment.value}
          className="relative flex h-7 cursor-pointer select-none items-center gap-1.5 rounded-md px-2.5 font-medium text-muted-foreground text-xs outline-ring outline-offset-1 hover:text-foreground has-checked:bg-card has-checked:text-foreground has-checked:shadow-sm has-focus-visible:outline-2 dark:has-checked:bg-border [&_svg]:size-3.5"
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === props.value}
            onChange={() => props.onValueChange(segment.value)}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
          {segment.icon}
          <span className={cn(props.iconsOnly && "sr-only")}>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
