// What decides limits: all limits of a call together, or nothing is spent.
import type { Id } from "#lib/shared/ids.ts";
import type { FailurePolicy, Limit } from "#lib/shared/limits.ts";

/** One call against the limits of one key. */
export interface Charges {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  limits: readonly Limit[];
  /** Whole numbers by meter; a meter that is absent, or 0, is asked about and not spent from. */
  amounts: ReadonlyMap<string, number>;
}

/** How a limit stands after the call. */
export interface LimitState {
  name: string;
  kind: Limit["kind"];
  meter: string;
  /** The most within the window, with its burst. */
  limit: number;
  remaining: number;
  /**
   * Milliseconds until some of what was spent comes back, or, for a limit that refuses, until this call would
   * be admitted. Null when that never happens.
   */
  resetMs: number | null;
  /** The window's length; null for the life of a key. */
  windowMs: number | null;
}

interface Standing {
  limits: LimitState[];
  /** How the counters were done without, when they could not be reached. */
  degraded?: Exclude<FailurePolicy, "closed">;
}

export type Admitted = Standing & { admitted: true };
/** `refusedBy` is the limit that holds the call up longest. */
export type Refused = Standing & { admitted: false; refusedBy: LimitState };
export type LimitVerdict = Admitted | Refused;

export interface Limiter {
  /**
   * Spends all amounts or none: at once when memory can tell, else as a promise. LimiterUnavailable, thrown or
   * rejected with, says that it cannot be known what is left.
   */
  take(charges: Charges): LimitVerdict | Promise<LimitVerdict>;
  /**
   * Corrects what an admitted call took, `agoMs` ago, by what it came to use: `amounts` are differences, less than 0
   * for what was not used. Quotas get that back at once; a rate counts what was taken. What is more is spent without asking.
   */
  settle(charges: Charges, agoMs: number): void;
  /** Gives back what it holds; after the last call. */
  close(): Promise<void>;
}

/** The counters cannot be reached in time. */
export class LimiterUnavailable extends Error {}
