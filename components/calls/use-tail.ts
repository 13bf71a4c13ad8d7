"use client";
// Follows a log: one question every few seconds for what came since, while somebody can see it. Calls of a node whose
// spool lags are asked for again for a while, so that they are not missed.
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { type ShownCalls, shownOf, withNewer } from "#components/calls/newest-calls.ts";
import type { Page } from "#lib/core/page.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import type { CallView } from "#lib/usage/call-view.ts";

const PAUSE_MS = 3_000;
const LAG_MS = 20_000;
const BELOW_THE_TOP_BAR = "-56px 0px 0px 0px";
export type Rest = "by hand" | "out of sight" | "hidden";

export interface Tail extends ShownCalls {
  /** Why it rests; null while it follows. */
  rest: Rest | null;
  /** What the last question failed with. */
  problem: string | null;
  toggle: () => void;
  /** Stands at the top of the log. */
  bar: RefObject<HTMLDivElement | null>;
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
  const [rest, toggle, bar] = useRest(live);
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
  return { ...shown, rest, problem, toggle, bar };
}

/** By the button or the space bar, and by itself while the top of the log is out of sight. */
function useRest(live: boolean): [Rest | null, () => void, RefObject<HTMLDivElement | null>] {
  const bar = useRef<HTMLDivElement>(null);
  const [byHand, setByHand] = useState(false);
  const [away, setAway] = useState(false);
  const [hidden, setHidden] = useState(false);
  const onSpace = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== " " || event.repeat || away || isOnControl(event.target)) return;
    event.preventDefault();
    setByHand(!byHand);
  });
  useEffect(() => {
    const top = bar.current;
    if (!live || !top) return;
    const onVisibility = () => setHidden(document.visibilityState === "hidden");
    const onKey = (event: KeyboardEvent) => onSpace(event);
    const look = ([entry]: IntersectionObserverEntry[]) => setAway(entry?.isIntersecting === false);
    const sight = new IntersectionObserver(look, { rootMargin: BELOW_THE_TOP_BAR });
    sight.observe(top);
    onVisibility();
    document.addEventListener("visibilitychange", onVisibility);
    document.addEventListener("keydown", onKey);
    return () => {
      sight.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      document.removeEventListener("keydown", onKey);
    };
  }, [live]);
  const rest = hidden ? "hidden" : byHand ? "by hand" : away ? "out of sight" : null;
  return [rest, () => setByHand(!byHand), bar];
}

/** Where the space bar has a meaning of its own. */
function isOnControl(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("a,button,input,select,textarea,summary,[role=dialog],[role=menu]") !== null
  );
}
