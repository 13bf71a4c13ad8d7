// What was spent, by meter and window, in the buckets that may still count. Limits on the same meter and window share a counter.
import type { Window } from "./windows.ts";

export interface Bucket {
  spent: number;
  /** The latest moment of spending. */
  lastMs: number;
}

/** Buckets by their beginning. */
export type Counter = Map<number, Bucket>;
/** Counters by counterId(). */
export type Ledger = Map<string, Counter>;

/** What is added to one bucket. */
export interface Spending {
  meter: string;
  window: Window;
  bucketMs: number;
  amount: number;
  atMs: number;
}

/** Names a counter; meters have no spaces. */
export function counterId(meter: string, window: Window): string {
  return `${meter} ${window}`;
}

/** Puts what was spent into the ledger. */
export function spend(ledger: Ledger, spendings: readonly Spending[]): void {
  for (const { meter, window, bucketMs, amount, atMs } of spendings) {
    const id = counterId(meter, window);
    const counter: Counter = ledger.get(id) ?? new Map();
    const bucket = counter.get(bucketMs);
    counter.set(bucketMs, {
      spent: add(bucket?.spent ?? 0, amount),
      lastMs: Math.max(bucket?.lastMs ?? atMs, atMs),
    });
    ledger.set(id, counter);
  }
}

/** The sum, held at the largest whole number that is exact: it can only refuse more, never admit more. */
export function add(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
