// How long a sign-in must wait after failures: a few are free, then each wait is twice the last, up to a quarter hour.
// Pure: state in, decision out. A turn is counted when it is taken, so many tries at once gain nothing.
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";

export interface Rule {
  /** Turns that cost no wait. */
  free: number;
  /** The wait after the first turn that is not free. */
  firstMs: number;
  mostMs: number;
  /** Silence after which all is forgotten. */
  forgetMs: number;
}

export type BucketKind = "account" | "address" | "device" | "reset" | "reset-address";

export const RULES: Record<BucketKind, Rule> = {
  account: { free: 4, firstMs: 2 * SECOND_MS, mostMs: 15 * MINUTE_MS, forgetMs: DAY_MS },
  address: { free: 30, firstMs: 5 * SECOND_MS, mostMs: 15 * MINUTE_MS, forgetMs: HOUR_MS },
  device: { free: 8, firstMs: 2 * SECOND_MS, mostMs: 15 * MINUTE_MS, forgetMs: DAY_MS },
  reset: { free: 2, firstMs: 5 * MINUTE_MS, mostMs: 6 * HOUR_MS, forgetMs: DAY_MS },
  "reset-address": { free: 20, firstMs: MINUTE_MS, mostMs: HOUR_MS, forgetMs: HOUR_MS },
};

export interface BucketState {
  failures: number;
  blockedUntil: Date;
  updatedAt: Date;
}

export type Turn = { allowed: true; state: BucketState } | { allowed: false; waitMs: number };

/** Takes a turn at `now`. `state` is null for a bucket that has none yet. */
export function takeTurn(rule: Rule, state: BucketState | null, now: Date): Turn {
  const waitMs = state ? state.blockedUntil.getTime() - now.getTime() : 0;
  if (waitMs > 0) return { allowed: false, waitMs };
  const forgotten = !state || now.getTime() - state.updatedAt.getTime() > rule.forgetMs;
  const failures = (forgotten ? 0 : state.failures) + 1;
  const blockedUntil = new Date(now.getTime() + waitAfter(rule, failures));
  return { allowed: true, state: { failures, blockedUntil, updatedAt: now } };
}

function waitAfter({ free, firstMs, mostMs }: Rule, failures: number): number {
  if (failures <= free) return 0;
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - free - 1, 30));
}
