// The shared counters of limits in memory, for simulations: one visit at a time, on a clock of their own.
import type { Counted } from "#lib/verify/lease.ts";
import type { Change } from "#lib/verify/lease-batch.ts";
import type { VisitCounters } from "#lib/verify/lease-limiter.ts";
import { type Counter, counterId } from "#lib/verify/ledger.ts";

export interface SharedCounters {
  visit: VisitCounters;
  /** How often they were asked. */
  visits(): number;
  /** All that counts as spent, at any time. */
  spent(): number;
}

export function sharedCounters(databaseMs: () => number, nodes = 1): SharedCounters {
  const stored = new Map<string, Map<number, { spent: number; lastMs: number }>>();
  let visits = 0;
  const idOf = (counter: Counted) => `${counter.subject} ${counterId(counter)}`;
  const write = (change: Change) => {
    const counter: Counter = stored.get(idOf(change)) ?? new Map();
    const bucket = counter.get(change.bucketMs) ?? { spent: 0, lastMs: 0 };
    counter.set(change.bucketMs, {
      spent: bucket.spent + change.amount,
      lastMs: Math.max(bucket.lastMs, change.lastMs),
    });
    stored.set(idOf(change), counter);
  };
  return {
    async visit(leases, settle, nowMs) {
      visits += 1;
      const counters = new Map(
        leases.map((lease) => {
          const rows = [...(stored.get(idOf(lease)) ?? [])];
          return [lease, new Map(rows.map(([at, row]) => [at, { ...row }]))];
        }),
      );
      for (const change of settle({ nowMs: databaseMs(), askedMs: nowMs(), nodes, counters })) write(change);
    },
    visits: () => visits,
    spent: () =>
      [...stored.values()]
        .flatMap((counter) => [...counter.values()])
        .reduce((sum, row) => sum + row.spent, 0),
  };
}
