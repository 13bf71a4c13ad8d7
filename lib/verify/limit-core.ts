// The arithmetic of limits, pure. A rate never admits more than its limit within any span as long as its window:
// each of the window's slices counts whole until a full window after its latest spending. Quotas are exact.
import type { Limit } from "#lib/shared/limits.ts";
import { add, type Bucket, type Counter, counterId, type Ledger, type Spending } from "./ledger.ts";
import type { LimitState, LimitVerdict } from "./limiter.ts";
import { bucketOf, calendarEnd, isSliding, type Window, windowMs } from "./windows.ts";

const EMPTY: Counter = new Map();

/**
 * Decides one call against all limits at `nowMs`, and says what to put into the ledger: nothing when it is refused.
 * An amount of 0 is admitted always.
 */
export function decideLimits(
  limits: readonly Limit[],
  amounts: ReadonlyMap<string, number>,
  ledger: Ledger,
  nowMs: number,
): { verdict: LimitVerdict; spendings: Spending[] } {
  const refusals = limits.map((limit) => refuse(limit, amountFor(limit, amounts), ledger, nowMs));
  const admitted = refusals.every((refusal) => refusal === null);
  const states = limits.map(
    (limit, index) =>
      refusals[index] ?? stateOf(limit, ledger, admitted ? amountFor(limit, amounts) : 0, nowMs),
  );
  if (!admitted) {
    const refusing = states.filter((_, index) => refusals[index] !== null);
    return { verdict: { admitted, limits: states, refusedBy: slowest(refusing) }, spendings: [] };
  }
  return { verdict: { admitted, limits: states }, spendings: spendingsOf(limits, amounts, nowMs) };
}

/** The one that holds the call up longest. */
export function slowest(refusing: readonly LimitState[]): LimitState {
  return refusing.reduce((a, b) => (waitOf(b) > waitOf(a) ? b : a));
}

/** One spending for each counter, however many limits share it. */
function spendingsOf(
  limits: readonly Limit[],
  amounts: ReadonlyMap<string, number>,
  nowMs: number,
): Spending[] {
  const spendings = new Map<string, Spending>();
  for (const limit of limits) {
    const amount = amountFor(limit, amounts);
    const { meter, window, per } = limit;
    if (amount > 0)
      spendings.set(counterId(limit), {
        ...{ meter, window, per },
        bucketMs: bucketOf(window, nowMs),
        amount,
        atMs: nowMs,
      });
  }
  return [...spendings.values()];
}

/** The state of a limit that refuses `amount`, or null when it does not. */
function refuse(limit: Limit, amount: number, ledger: Ledger, nowMs: number): LimitState | null {
  const counting = countingBuckets(limit.window, ledger.get(counterId(limit)), nowMs);
  const most = mostOf(limit);
  if (amount === 0 || add(total(counting), amount) <= most) return null;
  return { ...stateOf(limit, ledger, 0, nowMs), resetMs: waitFor(limit, amount, counting, nowMs) };
}

/** How the limit stands when `spentNow` is spent in this moment. */
function stateOf(limit: Limit, ledger: Ledger, spentNow: number, nowMs: number): LimitState {
  const counting = countingBuckets(limit.window, ledger.get(counterId(limit)), nowMs);
  const most = mostOf(limit);
  return {
    name: limit.name,
    kind: limit.kind,
    meter: limit.meter,
    limit: most,
    remaining: Math.max(0, most - add(total(counting), spentNow)),
    resetMs: nextReturn(limit, counting, nowMs),
    windowMs: windowMs(limit.window, nowMs),
  };
}

/** When something comes back: the oldest slice, or everything at the calendar's end. */
function nextReturn(limit: Limit, counting: readonly Bucket[], nowMs: number): number | null {
  if (limit.kind === "quota") return untilCalendarEnd(limit.window, nowMs);
  const length = windowMs(limit.window, nowMs) as number;
  return Math.min(length, ...counting.map((bucket) => bucket.lastMs + length - nowMs));
}

/** When `amount` would fit; null when it never does. */
export function waitFor(
  limit: Limit,
  amount: number,
  counting: readonly Bucket[],
  nowMs: number,
): number | null {
  if (limit.kind === "quota") return untilCalendarEnd(limit.window, nowMs);
  const length = windowMs(limit.window, nowMs) as number;
  let rest = total(counting);
  for (const bucket of counting.toSorted((a, b) => a.lastMs - b.lastMs)) {
    rest -= bucket.spent;
    if (add(rest, amount) <= mostOf(limit)) return bucket.lastMs + length - nowMs;
  }
  return length;
}

export function untilCalendarEnd(
  window: Extract<Limit, { kind: "quota" }>["window"],
  nowMs: number,
): number | null {
  const end = calendarEnd(window, nowMs);
  return end === null ? null : end - nowMs;
}

/** The buckets that still count. One from the future, from before a clock was set back, counts too. */
export function countingBuckets(window: Window, counter: Counter | undefined, nowMs: number): Bucket[] {
  const buckets: Bucket[] = [];
  const length = windowMs(window, nowMs);
  const from = bucketOf(window, nowMs);
  for (const [start, bucket] of counter ?? EMPTY) {
    const counts = isSliding(window) ? bucket.lastMs > nowMs - (length ?? 0) : start >= from;
    if (counts) buckets.push(bucket);
  }
  return buckets;
}

export function total(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, bucket) => add(sum, bucket.spent), 0);
}

export function mostOf(limit: Limit): number {
  return limit.kind === "rate" ? add(limit.limit, limit.burst) : limit.limit;
}

export function amountFor(limit: Limit, amounts: ReadonlyMap<string, number>): number {
  return amounts.get(limit.meter) ?? 0;
}

function waitOf({ resetMs }: LimitState): number {
  return resetMs ?? Number.POSITIVE_INFINITY;
}
