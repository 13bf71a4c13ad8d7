"use client";
// While the address changes and the server reads again, the old page stays, dimmed. Every URL control starts its change here.
import { createContext, type ReactNode, type TransitionStartFunction, use, useTransition } from "react";

const PendingContext = createContext<TransitionStartFunction | null>(null);

/** Give as nuqs' `startTransition`, or wrap a router call in it. */
export function usePendingTransition(): TransitionStartFunction {
  const shared = use(PendingContext);
  const [, own] = useTransition();
  return shared ?? own;
}

/** Dims what carries the classes of `dimWhilePending` (shell/dim.ts). */
export function PendingArea({ children }: { children: ReactNode }) {
  const [pending, startTransition] = useTransition();
  return (
    <PendingContext value={startTransition}>
      <div data-pending={pending} aria-busy={pending} className="group/pending contents">
        {children}
      </div>
    </PendingContext>
  );
}
