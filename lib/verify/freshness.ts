// Whether this node has heard of every change until just now. It asks each second, and at once when it is notified;
// what it hears is applied before it counts as heard.
import type { Change, ChangeFeed } from "./change-feed-store.ts";

export interface Freshness {
  /** Whether what is remembered may be believed: all changes up to five seconds ago have been heard. */
  isFresh(): boolean;
  /** Whether the database answers, as far as is known. */
  isReachable(): boolean;
  /** How long ago all changes were heard; Infinity before the first time. */
  ageMs(): number;
  /** Resolves when every change has been heard that was committed before the call. Rejects when that fails. */
  catchUp(): Promise<void>;
  /** Asks now; for a hint that there is news. */
  hint(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface FreshnessOptions {
  /** Made with the hint that this takes. */
  feed: ChangeFeed;
  /** Milliseconds on a clock that only goes forward. */
  nowMs(): number;
  onChanges(changes: readonly Change[]): void;
  /** Anything may have changed. */
  onUnknown(): void;
  /** All up to `seq` was applied, and something was new. */
  onHeard?(seq: number): void;
  /** Told when the database stops answering, and when it answers again. */
  onReachable?(reachable: boolean, error?: unknown): void;
  intervalMs?: number;
}

export const FRESH_MS = 5_000;
/** A question that is not answered by then makes the database count as away. */
const OVERDUE_MS = 100;
/** A connection that is silent for so long is given up. */
const SILENT_MS = 2_000;

export function createFreshness(options: FreshnessOptions): Freshness {
  const { feed, nowMs, intervalMs = 1_000 } = options;
  let seq: number | null = null;
  let heardAtMs = Number.NEGATIVE_INFINITY;
  let askedAtMs: number | null = null;
  let asking: Promise<void> | null = null;
  let again = false;
  let answers = true;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const setReachable = (reachable: boolean, error?: unknown) => {
    if (reachable !== answers) options.onReachable?.(reachable, error);
    answers = reachable;
  };
  const askOnce = async () => {
    const sinceMs = nowMs();
    askedAtMs = sinceMs;
    try {
      const news = await feed.read(seq);
      if (news.changes === "unknown") options.onUnknown();
      else options.onChanges(news.changes);
      const isNew = news.seq !== seq;
      seq = news.seq;
      heardAtMs = sinceMs;
      setReachable(true);
      if (isNew) options.onHeard?.(seq);
      if (news.changes !== "unknown" && news.changes.length > 0) again = true;
    } catch (error) {
      setReachable(false, error);
      throw error;
    } finally {
      askedAtMs = null;
    }
  };
  const askUntilQuiet = async () => {
    do {
      again = false;
      await askOnce();
    } while (again && !stopped);
  };
  const ask = (): Promise<void> => {
    again = true;
    asking ??= askUntilQuiet().finally(() => {
      asking = null;
    });
    return asking;
  };
  const hint = () => {
    if (!stopped) ask().catch(() => {});
  };
  const tick = () => {
    if (askedAtMs !== null && nowMs() - askedAtMs > SILENT_MS) feed.reopen();
    hint();
  };

  return {
    isFresh: () => nowMs() - heardAtMs < FRESH_MS,
    isReachable: () => answers && (askedAtMs === null || nowMs() - askedAtMs < OVERDUE_MS),
    ageMs: () => nowMs() - heardAtMs,
    catchUp: ask,
    hint,
    start() {
      timer = setInterval(tick, intervalMs).unref();
      hint();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await feed.close();
    },
  };
}
