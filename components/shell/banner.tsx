// A line across the top that says in which special state one is: demo data, viewing as a tenant, suspended.
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

const tones = {
  brand: "bg-brand-soft text-brand-soft-foreground",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
  info: "bg-info-soft text-info",
};

export function Banner(props: {
  tone: keyof typeof tones;
  /** Names the region for screen readers. */
  label: string;
  icon?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={props.label}
      className={cn(
        "flex min-h-9 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-center font-medium text-xs [&_svg]:size-4 [&_svg]:shrink-0",
        tones[props.tone],
      )}
    >
      <span className="inline-flex items-center gap-2">
        {props.icon}
        <span>{props.children}</span>
      </span>
      {props.action}
    </section>
  );
}
