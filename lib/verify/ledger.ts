// What was spent, by meter and window, in the buckets that may still count. Limits on the same meter and window share a counter.
import type { Limit } from "#lib/shared/limits.ts";

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
export interface Spending extends CounterOf {
  bucketMs: number;
  amount: number;
  atMs: number;
}

/** Which counter of a key or its tenant. */
export type CounterOf = Pick<Limit, "meter" | "window" | "per">;

/** Names a counter; meters have no spaces. */
export function counterId({ meter, window, per }: CounterOf): string {
  return per ? `${meter} ${window} ${per}` : `${meter} ${window}`;
}

/** Puts what was spent into the ledger. */
export function spend(ledger: Ledger, spendings: readonly Spending[]): void {
  for (const spending of spendings) {
    const id = counterId(spending);
    const counter: Counter = ledger.get(id) ?? new Map();
    spendIn(counter, spending);
    ledger.set(id, counter);
  }
}

export function spendIn(
  counter: Counter,
  { bucketMs, amount, atMs }: Pick<Spending, "bucketMs" | "amount" | "atMs">,
): void {
  const bucket = counter.get(bucketMs);
  counter.set(bucketMs, {
    spent: add(bucket?.spent ?? 0, amount),
    lastMs: Math.max(bucket?.lastMs ?? atMs, atMs),
  });
}

/** The sum, held at the largest whole number that is exact: it can only refuse more, never admit more. */
export function add(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
