// A group of controls under one legend, with help and error text.
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export function Fieldset(props: {
  legend: ReactNode;
  description?: ReactNode;
  error?: string | null;
  className?: string;
  children: ReactNode;
}) {
  return (
    <fieldset data-slot="fieldset" className={cn("flex min-w-0 flex-col gap-2.5", props.className)}>
      <legend className="mb-1.5 font-medium text-ui">{props.legend}</legend>
      {props.description ? (
        <p className="-mt-1.5 text-muted-foreground text-xs">{props.description}</p>
      ) : null}
      {props.children}
      <p aria-live="polite" className={cn("font-medium text-danger text-xs", !props.error && "sr-only")}>
        {props.error}
      </p>
    </fieldset>
  );
}
