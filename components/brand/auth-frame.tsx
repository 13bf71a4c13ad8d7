// The frame of the signed-out pages: mark above, one card in the middle, a quiet keyhole pattern behind.
import type { ReactNode } from "react";
import { Wordmark } from "#components/brand/wordmark.tsx";

export function AuthFrame(props: {
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="relative flex min-h-dvh flex-col items-center justify-center overflow-hidden px-4 py-10">
      <KeyholePattern />
      <main className="relative grid w-full max-w-sm gap-6">
        <Wordmark className="justify-self-center" />
        <div className="grid gap-5 rounded-xl border border-border bg-card p-6 shadow-pop">
          <div className="grid gap-1">
            <h1 className="font-semibold text-lg">{props.title}</h1>
            {props.description ? <p className="text-muted-foreground text-ui">{props.description}</p> : null}
          </div>
          {props.children}
        </div>
        {props.footer ? (
          <div className="text-center text-muted-foreground text-ui">{props.footer}</div>
        ) : null}
      </main>
    </div>
  );
}

function KeyholePattern() {
  return (
    <svg
      aria-hidden="true"
      className="absolute inset-0 size-full text-primary opacity-[0.07] [mask-image:radial-gradient(ellipse_60%_70%_at_50%_45%,black,transparent)] dark:opacity-10"
    >
      <defs>
        <pattern id="keyholes" width="56" height="56" patternUnits="userSpaceOnUse">
          <path
            fill="currentColor"
            d="M28 20a4.6 4.6 0 0 1 2.1 8.7l1.5 8.3h-7.2l1.5-8.3A4.6 4.6 0 0 1 28 20ZM0-8a4.6 4.6 0 0 1 2.1 8.7L3.6 9h-7.2l1.5-8.3A4.6 4.6 0 0 1 0-8Zm56 0a4.6 4.6 0 0 1 2.1 8.7L59.6 9h-7.2l1.5-8.3A4.6 4.6 0 0 1 56-8ZM0 48a4.6 4.6 0 0 1 2.1 8.7h-4.2A4.6 4.6 0 0 1 0 48Zm56 0a4.6 4.6 0 0 1 2.1 8.7h-4.2A4.6 4.6 0 0 1 56 48Z"
          />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#keyholes)" />
    </svg>
  );
}
