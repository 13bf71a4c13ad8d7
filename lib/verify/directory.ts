// Finds things by digest: in memory as long as memory can be believed, else in the database, and in memory again, for
// a stated time, when the database is away.
import { DomainError } from "#lib/core/errors.ts";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import type { Freshness } from "./freshness.ts";
import type { RecordCache } from "./record-cache.ts";

export interface Found<V> {
  value: V | null;
  /** Whether it may have changed meanwhile, because nobody could be asked. */
  stale: boolean;
}

export interface Directory<V> {
  /** What stands under `id`; `read` asks the database. Throws `unavailable` when neither can be believed. */
  find(id: string, read: () => Promise<V | null>): NowOrLater<Found<V>>;
  /** What memory alone knows of it, when that can be believed. */
  known(id: string): Found<V> | null;
}

interface DirectoryOptions<V> {
  cache: RecordCache<V>;
  freshness: Pick<Freshness, "isFresh" | "isReachable" | "ageMs" | "hint">;
  /** How long a value may be believed while the database is away. */
  staleOkMs(value: V): number;
}

const PATIENCE_MS = 5_000;
/** How long to wait for a database that has just been found not to answer. */
const SHORT_PATIENCE_MS = 150;
const TICK_MS = 25;
/** What a tick counts at most: while this process itself was held up, no answer could be read either. */
const LATE_TICK_MS = 50;
/** How long nobody waits after somebody waited in vain. */
const SILENCE_MS = 250;
/** Questions that may wait for a database that is away; more would only pile up. */
const WAITING_AT_MOST = 100;

export function createDirectory<V>({ cache, freshness, staleOkMs }: DirectoryOptions<V>): Directory<V> {
  let waiting = 0;
  let silentUntilMs: number | null = null;

  const remembered = (id: string): Found<V> | null => {
    const value = cache.last(id);
    return value !== undefined && freshness.ageMs() < staleOkMs(value) ? { value, stale: true } : null;
  };
  /** After somebody waited in vain nobody does for a while, and then one at a time, until one was answered. */
  const mostWaiting = () => {
    if (silentUntilMs === null) return WAITING_AT_MOST;
    return performance.now() < silentUntilMs ? 0 : 1;
  };
  const ask = async (id: string, read: () => Promise<V | null>): Promise<Found<V>> => {
    const isAway = !freshness.isReachable();
    const known = isAway ? remembered(id) : null;
    if (known) return known;
    if (isAway && waiting >= mostWaiting()) throw away();
    waiting += 1;
    try {
      const answer = freshness.isFresh() ? cache.load(id, read) : read();
      const value = await patiently(answer, freshness);
      silentUntilMs = null;
      return { value, stale: false };
    } catch (error) {
      if (!freshness.isReachable()) silentUntilMs = performance.now() + SILENCE_MS;
      const known = remembered(id);
      if (known && !freshness.isReachable()) return known;
      throw error;
    } finally {
      waiting -= 1;
    }
  };

  const known = (id: string): Found<V> | null => {
    if (!freshness.isFresh()) return null;
    const value = cache.get(id);
    return value === undefined ? null : { value, stale: false };
  };

  return { known, find: (id, read) => known(id) ?? ask(id, read) };
}

/** Waits long for a database that answers others, and only shortly for one that answers nobody; asks which it is. */
function patiently<T>(
  answer: Promise<T>,
  { isReachable, hint }: Pick<Freshness, "isReachable" | "hint">,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let waitedMs = 0;
    let lastMs = performance.now();
    const timer = setInterval(() => {
      if (waitedMs === 0) hint();
      const nowMs = performance.now();
      waitedMs += Math.min(nowMs - lastMs, LATE_TICK_MS);
      lastMs = nowMs;
      if (waitedMs >= PATIENCE_MS || (waitedMs >= SHORT_PATIENCE_MS && !isReachable())) {
        clearInterval(timer);
        reject(away());
      }
    }, TICK_MS);
    answer.then(resolve, reject).finally(() => clearInterval(timer));
  });
}

function away(): DomainError {
  return new DomainError("unavailable", "The database does not answer in time.", { retryAfterSeconds: 1 });
}
