// A whole page that says one thing: what happened, and what to do now.
import type { ReactNode } from "react";
import { Wordmark } from "#components/brand/wordmark.tsx";

export function MessagePage(props: {
  icon: ReactNode;
  title: string;
  text: string;
  action: ReactNode;
  /** An id by which the event is found in the logs. */
  reference?: string;
}) {
  return (
    <div className="flex min-h-dvh flex-col px-6 py-5">
      <Wordmark />
      <main className="m-auto grid max-w-md justify-items-center gap-4 py-12 text-center">
        <span className="flex size-11 items-center justify-center rounded-xl border border-border bg-card text-muted-foreground shadow-sm [&_svg]:size-5">
          {props.icon}
        </span>
        <div className="grid gap-1.5">
          <h1 className="font-semibold text-xl">{props.title}</h1>
          <p className="text-balance text-muted-foreground">{props.text}</p>
        </div>
        {props.action}
        {props.reference ? (
          <p className="text-muted-foreground text-xs">
            Reference <code className="font-mono">{props.reference}</code>
          </p>
        ) : null}
      </main>
    </div>
  );
}
