// The leases of each key, found by its limits; those of a tenant are shared by its keys. Bounded: what was held for
// whom was asked about longest ago is given back first.
import { createBoundedMap } from "./bounded-map.ts";
import { emptyLease, endLease, type Lease } from "./lease.ts";
import type { Holding } from "./lease-core.ts";
import { counterId } from "./ledger.ts";
import { type Layout, layoutOf } from "./limit-layout.ts";
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
  const holdings = createBoundedMap<Holding>(KEYS_AT_MOST, (holding) => {
    for (const lease of ownLeases(holding)) end(lease);
  });
  const shared = createBoundedMap<Lease>(KEYS_AT_MOST, end);

  const find = (
    charges: Charges,
    own: ReadonlyMap<string, Lease>,
    { limit, most, id }: LaidOut,
    nowMs: number,
  ) => {
    const { tenantId, keyId } = charges;
    const { meter, window, per } = limit;
    const known = per ? shared.get(`${tenantId} ${id}`) : own.get(id);
    if (known) {
      // What was held under another limit ends.
      if (known.most !== most) endLease(known);
      known.most = most;
      return known;
    }
    const subject = per ? tenantId : keyId;
    const lease = emptyLease({ tenantId, subject, meter, window, per }, most, nowMs);
    if (per) shared.set(`${tenantId} ${id}`, lease);
    return lease;
  };

  return {
    of(charges, nowMs) {
      const before = holdings.get(charges.keyId);
      if (before?.layout.limits === charges.limits) return before;
      const own = new Map(before && ownLeases(before).map((lease) => [counterId(lease), lease]));
      const layout = layoutOf(charges.limits);
      const leases = layout.counters.map((counter) => find(charges, own, counter, nowMs));
      for (const lease of own.values()) if (!leases.includes(lease)) end(lease);
      const holding = { layout, leases };
      holdings.set(charges.keyId, holding);
      return holding;
    },
    *all() {
      for (const { leases } of holdings.values())
        for (const lease of leases) if (lease.per === undefined) yield lease;
      yield* shared.values();
    },
  };
}

type LaidOut = Layout["counters"][number];

function ownLeases({ leases }: Holding): Lease[] {
  return leases.filter(({ per }) => per === undefined);
}
