// The shared counters of limits in memory, for simulations: one visit at a time, on a clock of their own.
import type { Lease } from "#lib/verify/lease.ts";
import type { Change } from "#lib/verify/lease-batch.ts";
import type { VisitCounters } from "#lib/verify/lease-limiter.ts";
import { type Counter, counterId, type Ledger } from "#lib/verify/ledger.ts";

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
  const idOf = ({ keyId, meter, window }: Pick<Lease, "keyId" | "meter" | "window">) =>
    `${keyId} ${counterId(meter, window)}`;
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
      const ledgers = new Map<string, Ledger>(leases.map(({ keyId }) => [keyId, new Map()]));
      for (const lease of leases) {
        const rows = [...(stored.get(idOf(lease)) ?? [])];
        ledgers
          .get(lease.keyId)
          ?.set(counterId(lease.meter, lease.window), new Map(rows.map(([at, row]) => [at, { ...row }])));
      }
      for (const change of settle({ nowMs: databaseMs(), askedMs: nowMs(), nodes, ledgers })) write(change);
    },
    visits: () => visits,
    spent: () =>
      [...stored.values()]
        .flatMap((counter) => [...counter.values()])
        .reduce((sum, row) => sum + row.spent, 0),
  };
}
