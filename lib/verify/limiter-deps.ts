// The limiter of a process that verifies: leases from the shared counters, and each limit's policy without them.
import type { Database } from "#db/client.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { FailurePolicy } from "#lib/shared/limits.ts";
import { visitCounters } from "./counter-store.ts";
import { withFailurePolicy } from "./failure-policy.ts";
import { createLeaseLimiter } from "./lease-limiter.ts";
import type { Limiter } from "./limiter.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";

interface Ingredients {
  db: Database;
  clock: Clock;
  /** Replaces the database's clock, and the process's own, in tests. */
  windowClock?: Clock;
  onFailure(policy: FailurePolicy, cause: unknown): void;
}

export function createSharedLimiter({ db, clock, windowClock, onFailure }: Ingredients): Limiter {
  const windowMs = windowClock && (() => windowClock().getTime());
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
      ),
    windowMs ?? (() => performance.now()),
  );
  const local = createMemoryLimiter(windowClock ?? clock);
  return withFailurePolicy(leases, { local, nodes: () => nodes, onFailure });
}
