"use client";
// Follows a log: one question every few seconds for what came since, while somebody can see it. Calls of a node whose
// spool lags are asked for again for a while, so that they are not missed.
import { useEffect, useEffectEvent, useState } from "react";
import { type ShownCalls, shownOf, withNewer } from "#components/calls/newest-calls.ts";
import type { Page } from "#lib/core/page.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import type { CallView } from "#lib/usage/call-view.ts";

const PAUSE_MS = 3_000;
const LAG_MS = 20_000;
/** As far down as the newest row is still in sight. */
const TOP_PX = 60;

export type Rest = "by hand" | "scrolled" | "hidden";

export interface Tail extends ShownCalls {
  /** Why it rests; null while it follows. */
  rest: Rest | null;
  /** What the last question failed with. */
  problem: string | null;
  toggle: () => void;
}

export interface TailProps {
  page: Page<CallView>;
  /** Whether the newest calls are in view at all. */
  live: boolean;
  /** When the page was made. */
  now: string;
  poll: (since: string) => Promise<ActionResult<Page<CallView>>>;
}

export function useTail({ page, live, now, poll }: TailProps): Tail {
  const [read, setRead] = useState(page);
  const [shown, setShown] = useState<ShownCalls>(() => shownOf(page));
  const [problem, setProblem] = useState<string | null>(null);
  const [rest, toggle] = useRest(live);
  if (read !== page) {
    setRead(page);
    setShown(live ? withNewer(shown, page) : shownOf(page));
  }
  const ask = useEffectEvent(async (current: () => boolean) => {
    const from = Date.parse(shown.items[0]?.at ?? now) - LAG_MS;
    const result = await poll(new Date(from).toISOString());
    if (!current()) return;
    setProblem(result.ok ? null : result.error.message);
    if (result.ok) setShown((before) => withNewer(before, result.data));
  });
  const running = live && rest === null;
  useEffect(() => {
    if (!running) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const turn = async () => {
      await ask(() => current);
      if (current) timer = setTimeout(turn, PAUSE_MS);
    };
    timer = setTimeout(turn, PAUSE_MS / 3);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [running]);
  return { ...shown, rest, problem, toggle };
}

/** By the button or the space bar, and by itself while one reads further down or looks elsewhere. */
function useRest(live: boolean): [Rest | null, () => void] {
  const [byHand, setByHand] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const [hidden, setHidden] = useState(false);
  const toggle = useEffectEvent(() => setByHand(!byHand));
  useEffect(() => {
    if (!live) return;
    const onScroll = () => setScrolled(window.scrollY > TOP_PX);
    const onVisibility = () => setHidden(document.visibilityState === "hidden");
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== " " || event.repeat || isOnControl(event.target)) return;
      event.preventDefault();
      toggle();
    };
    onScroll();
    onVisibility();
    window.addEventListener("scroll", onScroll, { passive: true });
    document.addEventListener("visibilitychange", onVisibility);
    document.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("scroll", onScroll);
      document.removeEventListener("visibilitychange", onVisibility);
      document.removeEventListener("keydown", onKey);
    };
  }, [live]);
  const rest = hidden ? "hidden" : byHand ? "by hand" : scrolled ? "scrolled" : null;
  const press = () => {
    if (rest === "scrolled") window.scrollTo({ top: 0 });
    else setByHand(!byHand);
  };
  return [rest, press];
}

/** Where the space bar has a meaning of its own. */
function isOnControl(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("a,button,input,select,textarea,summary,[role=dialog],[role=menu]") !== null
  );
}
