"use client";
import { useState, useTransition } from "react";
import type { Done } from "./actions.ts";

/** Runs one action at a time and remembers what went wrong. */
export function useDeed() {
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<string | null>(null);
  const run = (deed: () => Promise<Done<unknown>>, after?: () => void) =>
    start(async () => {
      const done = await deed().catch((error: Error) => ({ ok: false as const, why: error.message }));
      setFailure(done.ok ? null : done.why);
      if (done.ok) after?.();
    });
  return { pending, failure, run };
}
