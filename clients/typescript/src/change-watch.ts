// Hears of changes within a moment, so that a remembered answer is forgotten when its key is revoked.
import type { Send } from "./http.ts";
import type { Changes } from "./types.ts";

export interface ChangeWatch {
  /** Whether every change up to a few seconds ago has been heard. */
  isFresh(): boolean;
  start(): void;
  stop(): void;
}

const WAIT_SECONDS = 2;
const FRESH_MS = 5_000;
const AGAIN_MS = 500;

/** `onChanges` is told what to forget before it counts as heard. */
export function createChangeWatch(send: Send, onChanges: (changes: Changes) => void): ChangeWatch {
  let after: number | undefined;
  let heardAtMs = Number.NEGATIVE_INFINITY;
  let running: AbortController | null = null;

  const ask = async (signal: AbortSignal) => {
    const askedAtMs = performance.now();
    const changes = await send<Changes>("GET", "/v1/changes", {
      query: { after, waitSeconds: after === undefined ? 0 : WAIT_SECONDS },
      timeoutMs: (WAIT_SECONDS + 2) * 1_000,
      signal,
    });
    if (signal.aborted) return;
    onChanges(changes);
    after = changes.seq;
    // News that arrives late was known when the wait began, at the latest.
    heardAtMs = changes.ageMs === null ? Number.NEGATIVE_INFINITY : askedAtMs - changes.ageMs;
  };
  const run = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      await ask(signal).catch(() => pause(signal));
    }
  };

  return {
    isFresh: () => performance.now() - heardAtMs < FRESH_MS,
    start() {
      if (running) return;
      running = new AbortController();
      void run(running.signal);
    },
    stop() {
      running?.abort();
      running = null;
      heardAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, AGAIN_MS);
    (timer as { unref?(): void }).unref?.();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
