// The limiter of a process that verifies: leases from the shared counters, and each limit's policy without them.
import type { Database } from "#db/client.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { FailurePolicy } from "#lib/shared/limits.ts";
import { visitCounters } from "./counter-store.ts";
import { withFailurePolicy } from "./failure-policy.ts";
import { createLeaseLimiter } from "./lease-limiter.ts";
import type { Limiter } from "./limiter.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";

/** Long for a process that renews leases of thousands of keys, and short for a lease of seconds. */
const GATHER_MS = 20;

interface Ingredients {
  db: Database;
  clock: Clock;
  /** Replaces the database's clock, and the process's own, in tests. */
  windowClock?: Clock;
  onFailure(policy: FailurePolicy, cause: unknown): void;
  /** Told each time that the counters were reached. */
  onReached?(): void;
}

/** What a process did about limits so far, and what it holds now. */
export interface LimiterCounts {
  admittedFromMemory: number;
  refusedFromMemory: number;
  /** Visits to the counters, and those that failed. */
  visits: number;
  failedVisits: number;
  /** Leases with something left in them. */
  leasesHeld: number;
}

export interface SharedLimiter extends Limiter {
  counts(): LimiterCounts;
}

export function createSharedLimiter(ingredients: Ingredients): SharedLimiter {
  const { db, clock, windowClock, onFailure, onReached } = ingredients;
  const windowMs = windowClock && (() => windowClock().getTime());
  const counts = { admittedFromMemory: 0, refusedFromMemory: 0, visits: 0, failedVisits: 0 };
  const visited = () => {
    counts.visits += 1;
    onReached?.();
  };
  const failed = (error: unknown) => {
    counts.failedVisits += 1;
    throw error;
  };
  let nodes = 1;
  const leases = createLeaseLimiter(
    (counters, settle, nowMs) =>
      visitCounters(
        db.sql,
        counters,
        (visit) => {
          nodes = visit.nodes;
          return settle(visit);
        },
        nowMs,
        windowMs,
      ).then(visited, failed),
    windowMs ?? (() => performance.now()),
    GATHER_MS,
  );
  const local = createMemoryLimiter(windowClock ?? clock);
  const counted: Limiter = {
    ...leases,
    take(charges) {
      const verdict = leases.take(charges);
      if (!(verdict instanceof Promise))
        counts[verdict.admitted ? "admittedFromMemory" : "refusedFromMemory"] += 1;
      return verdict;
    },
  };
  return {
    ...withFailurePolicy(counted, { local, nodes: () => nodes, onFailure }),
    counts: () => ({ ...counts, leasesHeld: leases.held() }),
  };
}
