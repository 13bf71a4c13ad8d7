"use client";
// Whether an action is under way, and running it once at a time.
import { useState } from "react";
import { type Act, attempt } from "#components/form/act.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import type { Place } from "#lib/web/place.ts";

export interface Running<Input, Output> {
  pending: boolean;
  run: (place: Place, input: Input) => Promise<ActionResult<Output>>;
  /** As run(), with what went wrong in a toast; null then. */
  runAloud: (place: Place, input: Input) => Promise<Output | null>;
}

export function useAct<Input, Output>(act: Act<Input, Output>): Running<Input, Output> {
  const [pending, setPending] = useState(false);
  const run = async (place: Place, input: Input) => {
    setPending(true);
    try {
      return await attempt(act, place, input);
    } finally {
      setPending(false);
    }
  };
  const runAloud = async (place: Place, input: Input) => {
    const result = await run(place, input);
    if (result.ok) return result.data;
    toast.error(result.error.message);
    return null;
  };
  return { pending, run, runAloud };
}
