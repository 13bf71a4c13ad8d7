// Limits within one process: what a limit with onFailure "local" falls back to. Bounded: the counters that were asked
// about longest ago are forgotten first.
import { LRUCache } from "lru-cache";
import type { Clock } from "#lib/core/clock.ts";
import { type Counter, counterId, type Ledger, spend } from "./ledger.ts";
import { decideLimits } from "./limit-core.ts";
import type { Limiter } from "./limiter.ts";
import { oldestBucket, type Window } from "./windows.ts";

const COUNTERS_AT_MOST = 100_000;

/** A limiter that knows only what this process admitted. */
export function createMemoryLimiter(clock: Clock): Limiter {
  const counters = new LRUCache<string, Counter>({ max: COUNTERS_AT_MOST });
  return {
    take({ tenantId, keyId, limits, amounts }) {
      const nowMs = clock().getTime();
      const ledger: Ledger = new Map();
      for (const limit of limits) {
        const name = counterId(limit);
        const id = `${limit.per ? tenantId : keyId} ${name}`;
        const counter: Counter = counters.get(id) ?? new Map();
        counters.set(id, counter);
        forgetOld(counter, limit.window, nowMs);
        ledger.set(name, counter);
      }
      const { verdict, spendings } = decideLimits(limits, amounts, ledger, nowMs);
      spend(ledger, spendings);
      return verdict;
    },
    settle() {},
    async close() {},
  };
}

function forgetOld(counter: Counter, window: Window, nowMs: number): void {
  const oldest = oldestBucket(window, nowMs);
  for (const start of counter.keys()) if (start < oldest) counter.delete(start);
}
