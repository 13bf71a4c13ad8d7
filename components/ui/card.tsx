// A surface for one subject: header with title, description and actions; content; footer.
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      data-slot="card"
      className={cn("flex min-w-0 flex-col rounded-xl border border-border bg-card shadow-xs", className)}
      {...props}
    />
  );
}

export function CardHeader(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Heading level; 2 on a page with one h1. */
  level?: 2 | 3;
  className?: string;
}) {
  const Heading = props.level === 3 ? "h3" : "h2";
  return (
    <header
      className={cn(
        "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 sm:px-5",
        props.className,
      )}
    >
      <div className="grid min-w-0 gap-0.5">
        <Heading className="font-semibold text-sm">{props.title}</Heading>
        {props.description ? <p className="text-muted-foreground text-ui">{props.description}</p> : null}
      </div>
      {props.actions ? <div className="flex items-center gap-2">{props.actions}</div> : null}
    </header>
  );
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("min-w-0 px-4 py-4 sm:px-5", className)} {...props} />;
}

export function CardFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn(
        "flex flex-wrap items-center justify-between gap-2 rounded-b-xl border-t bg-muted/40 px-4 py-2.5 text-muted-foreground text-ui sm:px-5",
        className,
      )}
      {...props}
    />
  );
}
