// The leases of each key, found by its limits; those of a tenant are shared by its keys. Bounded: what was held for
// whom was asked about longest ago is given back first.
import { LRUCache } from "lru-cache";
import type { Limit } from "#lib/shared/limits.ts";
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
  const end = (lease: Lease) => {
    endLease(lease);
    onEnded(lease);
  };
  const holdings = new LRUCache<string, Holding>({
    max: KEYS_AT_MOST,
    dispose: (holding, _key, reason) => {
      if (reason === "evict") for (const lease of ownLeases(holding)) end(lease);
    },
  });
  const shared = new LRUCache<string, Lease>({ max: KEYS_AT_MOST, dispose: end });

  const find = (charges: Charges, own: ReadonlyMap<string, Lease>, limit: Limit, nowMs: number): Lease => {
    const { tenantId, keyId } = charges;
    const { meter, window, per } = limit;
    const id = counterId(limit);
    const known = per ? shared.get(`${tenantId} ${id}`) : own.get(id);
    if (known) return known;
    const subject = per ? tenantId : keyId;
    const lease = emptyLease({ tenantId, subject, meter, window, per, most: mostOf(limit) }, nowMs);
    if (per) shared.set(`${tenantId} ${id}`, lease);
    return lease;
  };

  return {
    of(charges, nowMs) {
      const before = holdings.get(charges.keyId);
      if (before?.limits === charges.limits) return before;
      const own = new Map(before && ownLeases(before).map((lease) => [counterId(lease), lease]));
      const holding = arrange(charges.limits, (limit) => find(charges, own, limit, nowMs));
      for (const lease of own.values()) if (!holding.leases.includes(lease)) end(lease);
      holdings.set(charges.keyId, holding);
      return holding;
    },
    *all() {
      for (const { counters } of holdings.values())
        for (const { lease } of counters) if (lease.per === undefined) yield lease;
      yield* shared.values();
    },
  };
}

function ownLeases({ counters }: Holding): Lease[] {
  return counters.map(({ lease }) => lease).filter(({ per }) => per === undefined);
}

/** A lease for each counter, held to the strictest of its limits. What was held under another limit ends. */
function arrange(limits: readonly Limit[], find: (limit: Limit) => Lease): Holding {
  const counters = new Map<string, Holding["counters"][number]>();
  for (const limit of limits) {
    const id = counterId(limit);
    const other = counters.get(id);
    if (!other || mostOf(limit) < mostOf(other.limit))
      counters.set(id, { lease: other?.lease ?? find(limit), limit });
  }
  for (const { lease, limit } of counters.values()) {
    if (lease.most !== mostOf(limit)) endLease(lease);
    lease.most = mostOf(limit);
  }
  const leases = limits.map((limit) => counters.get(counterId(limit))?.lease as Lease);
  return { limits, leases, counters: [...counters.values()] };
}
