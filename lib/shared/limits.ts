// The shape of a limit, as it is stored, sent and shown.

export const RATE_WINDOWS = ["1s", "1m", "1h", "1d"] as const;
export const QUOTA_WINDOWS = ["day", "week", "month", "life"] as const;
export const FAILURE_POLICIES = ["local", "closed", "open"] as const;

export type RateWindow = (typeof RATE_WINDOWS)[number];
export type QuotaWindow = (typeof QUOTA_WINDOWS)[number];
export type FailurePolicy = (typeof FAILURE_POLICIES)[number];

interface LimitBase {
  /** Unique within a key; appears in answers and rate-limit headers. */
  name: string;
  /** What is counted: "requests", or any meter. */
  meter: string;
  /** The most that may be spent within the window. */
  limit: number;
  /** What to do when the counters cannot be reached. */
  onFailure: FailurePolicy;
  /** Shared by all keys of a tenant, in a plan; left out, each key has it to itself. */
  per?: "tenant";
}

/** A sliding window. `burst` is added to `limit`. */
export interface RateLimit extends LimitBase {
  kind: "rate";
  window: RateWindow;
  burst: number;
}

/** An exact amount per calendar day, week (from Monday) or month (UTC), or for the life of the key. */
export interface QuotaLimit extends LimitBase {
  kind: "quota";
  window: QuotaWindow;
}

export type Limit = RateLimit | QuotaLimit;

/** The largest amount of a meter that one call may ask for. */
export type PerRequest = Record<string, number>;
