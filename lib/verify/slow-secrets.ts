// Checks secrets that are kept under a slow hash, at most one hash for a request. What was right once is remembered
// in memory, under an HMAC whose key lives and dies with the process; wrong guesses at one secret have to wait.
import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type Clock, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { HashQueueFull, verifySlowly } from "#lib/crypto/password.ts";
import type { SeenKey } from "./secret-upgrades.ts";

const REMEMBERED_AT_MOST = 10_000;
const WATCHED_AT_MOST = 10_000;
const FREE_FAILURES = 3;

interface Failures {
  count: number;
  blockedUntilMs: number;
}

type SlowKey = SeenKey & { slowHash: string };

export interface SlowSecrets {
  /**
   * Whether `secret` is what the key's slow hash was made from. Throws `unavailable` when too many wrong ones were
   * tried on it, or when too many hashes wait. What is remembered is told at once.
   */
  matches(found: SlowKey, secret: string): NowOrLater<boolean>;
}

interface SlowOptions {
  /** The slow comparison itself. */
  verify?: typeof verifySlowly;
  /** A secret was right for the first time. */
  onProven?: (found: SeenKey, secret: string) => void;
}

export function createSlowSecrets(clock: Clock, options: SlowOptions = {}): SlowSecrets {
  const { verify = verifySlowly, onProven } = options;
  const key = createSecretKey(randomBytes(32));
  const remembered = new LRUCache<string, true>({ max: REMEMBERED_AT_MOST });
  const failures = new LRUCache<string, Failures>({ max: WATCHED_AT_MOST });
  const underWay = new Map<string, Promise<boolean>>();

  const check = async (found: SlowKey, secret: string, mark: string) => {
    const secretId = found.record.secret.id;
    refuseBlocked(failures.get(secretId), clock().getTime());
    const right = await hashOf(() => verify(found.slowHash, secret));
    if (right) {
      remembered.set(mark, true);
      failures.delete(secretId);
      onProven?.(found, secret);
    } else {
      failures.set(secretId, failAgain(failures.get(secretId), clock().getTime()));
    }
    return right;
  };

  return {
    matches(found, secret) {
      const told = `${found.record.secret.id}\0${found.slowHash}\0${secret}`;
      const mark = createHmac("sha256", key).update(told).digest("base64");
      if (remembered.has(mark)) {
        remembered.get(mark);
        return true;
      }
      const same = underWay.get(mark);
      if (same) return same;
      const checking = check(found, secret, mark).finally(() => underWay.delete(mark));
      underWay.set(mark, checking);
      return checking;
    },
  };
}

function refuseBlocked(failed: Failures | undefined, nowMs: number): void {
  if (!failed || failed.blockedUntilMs <= nowMs) return;
  throw tooBusy(Math.ceil((failed.blockedUntilMs - nowMs) / SECOND_MS));
}

/** Three tries are free; then each wrong one doubles the wait, up to a minute. */
function failAgain(before: Failures | undefined, nowMs: number): Failures {
  const count = (before?.count ?? 0) + 1;
  const over = count - FREE_FAILURES;
  const waitMs = over <= 0 ? 0 : Math.min(MINUTE_MS, SECOND_MS * 2 ** Math.min(over - 1, 10));
  return { count, blockedUntilMs: nowMs + waitMs };
}

async function hashOf(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HashQueueFull) throw tooBusy(1);
    throw error;
  }
}

function tooBusy(retryAfterSeconds: number): DomainError {
  return new DomainError("unavailable", "This key cannot be checked right now. Try again.", {
    retryAfterSeconds,
  });
}
