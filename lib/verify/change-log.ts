// The changes that this node has heard of lately, in memory, for programs elsewhere that remember its answers.
// It tells either all that changed after a number, or that it cannot tell.
import type { Change } from "./change-feed-store.ts";

/** What changed after a number; "unknown" when anything may have. */
export type Heard = { seq: number; changes: readonly Change[] | "unknown" };

export interface ChangeLog {
  add(changes: readonly Change[]): void;
  /** Anything may have changed until now. */
  lose(): void;
  /** All up to `seq` was added, and something was new. */
  heard(seq: number): void;
  /** What was heard after `seq`; null for whoever knows nothing yet. */
  after(seq: number | null): Heard;
  /** Resolves when more than `seq` was heard; at the latest after `waitMs`, at a stop, or when `signal` aborts. */
  news(seq: number, waitMs: number, signal: AbortSignal): Promise<void>;
  /** Ends all waiting, now and later. */
  stop(): void;
}

/** Changes that are remembered; whoever is further behind forgets everything. */
const KEPT = 1_000;

export function createChangeLog(kept = KEPT): ChangeLog {
  let changes: Change[] = [];
  /** What came after this number is remembered whole. */
  let since = Number.POSITIVE_INFINITY;
  let newest = 0;
  let stopped = false;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const resolve of waiting) resolve();
  };

  return {
    add(more) {
      changes.push(...more);
      if (changes.length <= kept) return;
      const gone = changes.splice(0, changes.length - kept);
      since = gone.at(-1)?.seq ?? since;
    },
    lose() {
      changes = [];
      since = Number.POSITIVE_INFINITY;
    },
    heard(seq) {
      newest = seq;
      if (since === Number.POSITIVE_INFINITY) since = seq;
      wake();
    },
    after(seq) {
      if (seq === null || seq < since || seq > newest) return { seq: newest, changes: "unknown" };
      return { seq: newest, changes: changes.filter((change) => change.seq > seq && change.seq <= newest) };
    },
    async news(seq, waitMs, signal) {
      if (stopped || newest !== seq || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, waitMs).unref();
        waiting.add(done);
        signal.addEventListener("abort", done);
      });
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
