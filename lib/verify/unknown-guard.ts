// Keeps guesses from wearing out the database: an address whose look-ups find nothing gets no further ones until a
// while later. What is found costs nothing. Bounded: the addresses seen longest ago are forgotten first.
import { LRUCache } from "lru-cache";
import { networkOf } from "#lib/http/client-address.ts";

export interface UnknownGuard {
  /**
   * Runs a look-up on behalf of `from`, an address, or the id of the service that asks for others ("tok_…").
   * Rejects with TooManyUnknown, without a look-up, when too many of theirs found nothing. `isSure` says whether what
   * was found costs nothing.
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
  /** Look-ups that may still find nothing; below 0 when many ran at once. */
  left: number;
  atMs: number;
  /** Look-ups of which it is not known yet. */
  running: number;
}

interface Pace {
  atOnce: number;
  perSecond: number;
  runningAtMost: number;
}

const ADDRESS: Pace = { atOnce: 100, perSecond: 100, runningAtMost: 500 };
/** A service asks for all of its callers. */
const SERVICE: Pace = { atOnce: 1_000, perSecond: 1_000, runningAtMost: 5_000 };
const WATCHED_AT_MOST = 10_000;

/** `nowMs` is a clock that only goes forward. */
export function createUnknownGuard(nowMs: () => number): UnknownGuard {
  const buckets = new LRUCache<string, Bucket>({ max: WATCHED_AT_MOST });

  const refilled = (name: string, pace: Pace): Bucket => {
    const now = nowMs();
    const bucket = buckets.get(name) ?? { left: pace.atOnce, atMs: now, running: 0 };
    buckets.set(name, bucket);
    bucket.left = Math.min(pace.atOnce, bucket.left + ((now - bucket.atMs) / 1_000) * pace.perSecond);
    bucket.atMs = now;
    return bucket;
  };

  return {
    async run(from, lookUp, isSure = () => true) {
      const isService = from?.startsWith("tok_") ?? false;
      const pace = isService ? SERVICE : ADDRESS;
      const bucket = refilled(isService ? String(from) : whoIs(from), pace);
      if (bucket.left < 1) throw new TooManyUnknown(Math.ceil((1 - bucket.left) / pace.perSecond));
      if (bucket.running >= pace.runningAtMost) throw new TooManyUnknown(1);
      bucket.running += 1;
      try {
        const found = await lookUp();
        if (found === null || !isSure(found)) bucket.left -= 1;
        return found;
      } finally {
        bucket.running -= 1;
      }
    },
  };
}

/** Whoever has one address of IPv6 has all of its network. */
function whoIs(from: string | null): string {
  return from?.includes(":") ? networkOf(from, 32, 64) : (from ?? "");
}
