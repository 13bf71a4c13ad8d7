// Limits within one process: what a limit with onFailure "local" falls back to. Bounded: the keys that were asked
// about longest ago are forgotten first.
import { LRUCache } from "lru-cache";
import type { Clock } from "#lib/core/clock.ts";
import { type Ledger, spend } from "./ledger.ts";
import { decideLimits } from "./limit-core.ts";
import type { Limiter } from "./limiter.ts";
import { oldestBucket, type Window } from "./windows.ts";

const KEYS_AT_MOST = 50_000;

/** A limiter that knows only what this process admitted. */
export function createMemoryLimiter(clock: Clock): Limiter {
  const ledgers = new LRUCache<string, Ledger>({ max: KEYS_AT_MOST });
  return {
    take({ keyId, limits, amounts }) {
      const nowMs = clock().getTime();
      const ledger: Ledger = ledgers.get(keyId) ?? new Map();
      ledgers.set(keyId, ledger);
      forgetOld(ledger, nowMs);
      const { verdict, spendings } = decideLimits(limits, amounts, ledger, nowMs);
      spend(ledger, spendings);
      return verdict;
    },
    async close() {},
  };
}

function forgetOld(ledger: Ledger, nowMs: number): void {
  for (const [id, counter] of ledger) {
    const oldest = oldestBucket(id.slice(id.indexOf(" ") + 1) as Window, nowMs);
    for (const start of counter.keys()) if (start < oldest) counter.delete(start);
  }
}
