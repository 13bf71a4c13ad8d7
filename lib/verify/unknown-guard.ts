// Keeps guesses from wearing out the database: look-ups that found nothing are paced for each address, and refused
// when too many of them wait. What is found costs nothing. Bounded: the addresses seen longest ago are forgotten first.
import { LRUCache } from "lru-cache";

export interface UnknownGuard {
  /**
   * Runs a look-up on behalf of `from`, an address, or the id of the service that asks for others ("tok_…").
   * Throws TooManyUnknown when it would have to wait too long. `isSure` says whether what was found costs nothing.
   */
  run<T>(
    from: string | null,
    lookUp: () => Promise<T | null>,
    isSure?: (found: T) => boolean,
  ): Promise<T | null>;
}

export class TooManyUnknown extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("too many unknown keys");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Bucket {
  /** Look-ups that may still be made at once; negative when some wait. */
  left: number;
  atMs: number;
}

interface Pace {
  atOnce: number;
  perSecond: number;
}

const ADDRESS: Pace = { atOnce: 100, perSecond: 100 };
/** A service asks for all of its callers. */
const SERVICE: Pace = { atOnce: 1_000, perSecond: 1_000 };
const WATCHED_AT_MOST = 10_000;
const LONGEST_WAIT_MS = 1_000;

/** `nowMs` is a clock that only goes forward. */
export function createUnknownGuard(
  nowMs: () => number,
  sleep: (ms: number) => Promise<unknown>,
): UnknownGuard {
  const buckets = new LRUCache<string, Bucket>({ max: WATCHED_AT_MOST });

  const take = (from: string): { bucket: Bucket; waitMs: number } => {
    const pace = from.startsWith("tok_") ? SERVICE : ADDRESS;
    const now = nowMs();
    const bucket = buckets.get(from) ?? { left: pace.atOnce, atMs: now };
    buckets.set(from, bucket);
    bucket.left = Math.min(pace.atOnce, bucket.left + ((now - bucket.atMs) / 1_000) * pace.perSecond);
    bucket.atMs = now;
    const waitMs = bucket.left >= 1 ? 0 : ((1 - bucket.left) / pace.perSecond) * 1_000;
    if (waitMs > LONGEST_WAIT_MS) throw new TooManyUnknown(Math.ceil(waitMs / 1_000));
    bucket.left -= 1;
    return { bucket, waitMs };
  };

  return {
    async run(from, lookUp, isSure = () => true) {
      const { bucket, waitMs } = take(from ?? "");
      if (waitMs > 0) await sleep(waitMs);
      const found = await lookUp();
      if (found !== null && isSure(found)) bucket.left += 1;
      return found;
    },
  };
}
