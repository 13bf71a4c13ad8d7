// Nothing here yet, or nothing that fits: says why, and what to do. Never-used lists add a snippet to copy.
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  /** A CodeSnippet that makes the first thing appear. */
  snippet?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, text, action, snippet, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "grid grid-cols-[minmax(0,1fr)] justify-items-center gap-4 px-4 py-12 text-center",
        className,
      )}
    >
      {icon ? (
        <span
          aria-hidden="true"
          className="flex size-10 items-center justify-center rounded-xl border border-border bg-card text-muted-foreground shadow-sm [&_svg]:size-5"
        >
          {icon}
        </span>
      ) : null}
      <div className="grid max-w-md gap-1">
        <p className="font-semibold text-sm">{title}</p>
        {text ? <p className="text-balance text-muted-foreground text-ui">{text}</p> : null}
      </div>
      {action ? <div className="flex flex-wrap justify-center gap-2">{action}</div> : null}
      {snippet ? <div className="w-full max-w-2xl text-left">{snippet}</div> : null}
    </div>
  );
}
