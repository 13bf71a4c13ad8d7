"use client";
// Asks every two seconds whether a key was used, for five minutes, and not while nobody looks at the page.
import { useEffect, useRef, useState } from "react";
import type { KeyView } from "#lib/keys/view.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";

export type FirstCall = "waiting" | "seen" | "stopped";

const EVERY_MS = 2_000;
const PATIENCE_MS = 5 * 60_000;

export interface FirstCallQuestion {
  poll: () => Promise<ActionResult<KeyView>>;
  isSeen: (key: KeyView) => boolean;
}

/** Where things stand, and a function that begins to wait again. */
export function useFirstCall(question: FirstCallQuestion): [FirstCall, () => void] {
  const [state, setState] = useState<FirstCall>("waiting");
  const ask = useRef(question);
  useEffect(() => {
    ask.current = question;
  });
  useEffect(() => {
    if (state !== "waiting") return;
    const until = Date.now() + PATIENCE_MS;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      if (Date.now() > until) return setState("stopped");
      const result = document.hidden ? null : await ask.current.poll().catch(() => null);
      if (over) return;
      if (result?.ok && ask.current.isSeen(result.data)) return setState("seen");
      timer = setTimeout(look, EVERY_MS);
    };
    timer = setTimeout(look, EVERY_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [state]);
  return [state, () => setState("waiting")];
}
