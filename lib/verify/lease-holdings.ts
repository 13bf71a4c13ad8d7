// The leases of each key, found by its limits. Bounded: what was held for the key that was asked about longest ago is
// given back first.
import { LRUCache } from "lru-cache";
import { emptyLease, endLease, type Lease } from "./lease.ts";
import type { Holding } from "./lease-core.ts";
import { counterId } from "./ledger.ts";
import { mostOf } from "./limit-core.ts";
import type { Charges } from "./limiter.ts";

const KEYS_AT_MOST = 200_000;

export interface Holdings {
  of(charges: Charges, nowMs: number): Holding;
  all(): Iterable<Lease>;
}

/** `onEnded` is told of leases of which no call will hear any more. */
export function createHoldings(onEnded: (lease: Lease) => void): Holdings {
  const holdings = new LRUCache<string, Holding>({
    max: KEYS_AT_MOST,
    dispose: (holding, _key, reason) => {
      if (reason === "evict") for (const { lease } of holding.counters) end(lease);
    },
  });
  const end = (lease: Lease) => {
    endLease(lease);
    onEnded(lease);
  };
  return {
    of(charges, nowMs) {
      const before = holdings.get(charges.keyId);
      if (before?.limits === charges.limits) return before;
      const holding = arrange(charges, before, nowMs);
      const kept = new Set(holding.leases);
      for (const { lease } of before?.counters ?? []) if (!kept.has(lease)) end(lease);
      holdings.set(charges.keyId, holding);
      return holding;
    },
    *all() {
      for (const { counters } of holdings.values()) for (const { lease } of counters) yield lease;
    },
  };
}

/** A lease for each counter, the one there was where there was one. What was held under another limit ends. */
function arrange({ tenantId, keyId, limits }: Charges, before: Holding | undefined, nowMs: number): Holding {
  const known = new Map(before?.counters.map(({ lease }) => [counterId(lease.meter, lease.window), lease]));
  const counters = new Map<string, Holding["counters"][number]>();
  for (const limit of limits) {
    const { meter, window } = limit;
    const id = counterId(meter, window);
    const strictest = counters.get(id)?.limit;
    if (strictest && mostOf(strictest) <= mostOf(limit)) continue;
    const most = mostOf(limit);
    const lease = known.get(id) ?? emptyLease({ tenantId, keyId, meter, window, most }, nowMs);
    known.set(id, lease);
    counters.set(id, { lease, limit });
  }
  for (const { lease, limit } of counters.values()) {
    if (lease.most !== mostOf(limit)) endLease(lease);
    lease.most = mostOf(limit);
  }
  const leases = limits.map(({ meter, window }) => known.get(counterId(meter, window)) as Lease);
  return { limits, leases, counters: [...counters.values()] };
}
