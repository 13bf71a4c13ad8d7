// One visit to the shared counters, pure: takes back what leases did not use, decides the calls that wait exactly and
// in their order, then grants leases ahead of need. What it says of leases holds once the visit is committed.

import { addParcel, type Counted, foldTried, type Known, type Lease, type Parcel, takeOut } from "./lease.ts";
import type { Holding } from "./lease-core.ts";
import { horizonMs, leaseTerms } from "./lease-terms.ts";
import { add, type Counter, counterId, spend, spendIn } from "./ledger.ts";
import { amountFor, countingBuckets, decideLimits, total } from "./limit-core.ts";
import type { Charges, LimitVerdict } from "./limiter.ts";
import { bucketOf, calendarEnd, endOfBucket, isSliding, type Window, windowMs } from "./windows.ts";

/** A refused call asks again this often at least, in case that something came back out of turn. */
const ASK_AGAIN_MS = 5_000;
/** What others may give back is asked for when their leases have ended and they had time to do so. */
const GIVE_BACK_MS = 60;

/** A call that waits for the counters. */
export interface Call {
  charges: Charges;
  holding: Holding;
}

/** Why a lease takes part when no call waits for it. */
export type Errand = "renew" | "return";

/** The counters as the database has them, under their locks. */
export interface Visit {
  /** The database's clock. */
  nowMs: number;
  /** The process's own clock, from before that was read. */
  askedMs: number;
  /** Processes that share the limits. */
  nodes: number;
  counters: ReadonlyMap<Lease, Counter>;
}

/** What is added to one bucket; less than 0 when more came back than was spent. */
export interface Change extends Counted {
  bucketMs: number;
  amount: number;
  lastMs: number;
}

export interface Outcome {
  /** One for each call. */
  verdicts: LimitVerdict[];
  changes: Change[];
  /** To be called when the changes are committed: puts what was granted into the leases, and names them. */
  grant(): Lease[];
}

export function settleBatch(
  calls: readonly Call[],
  errands: ReadonlyMap<Lease, Errand>,
  visit: Visit,
): Outcome {
  const changes = new Map<string, Change>();
  const note = (lease: Lease, bucketMs: number, amount: number, lastMs: number) => {
    const id = `${lease.subject} ${counterId(lease)} ${bucketMs}`;
    const { tenantId, subject, meter, window, per } = lease;
    const before = changes.get(id);
    changes.set(id, {
      ...{ tenantId, subject, meter, window, per, bucketMs },
      amount: (before?.amount ?? 0) + amount,
      lastMs: Math.max(before?.lastMs ?? lastMs, lastMs),
    });
  };
  const waitedFor = new Map<Lease, number>();
  for (const { charges, holding } of calls)
    for (const [place, { limit }] of holding.layout.counters.entries()) {
      const lease = holding.leases[place] as Lease;
      waitedFor.set(lease, add(waitedFor.get(lease) ?? 0, amountFor(limit, charges.amounts)));
    }

  for (const lease of new Set([...waitedFor.keys(), ...errands.keys()]))
    for (const parcel of takeOut(lease, visit.askedMs, waitedFor.has(lease)))
      giveBack(parcel, lease.window, counterOf(lease, visit), (amount, lastMs) =>
        note(lease, parcel.bucketMs, -amount, lastMs),
      );

  const refusing = new Set<Lease>();
  const verdicts = calls.map(({ charges, holding }) => {
    const { limits, counters } = holding.layout;
    const leaseAt = (place: number) => holding.leases[place] as Lease;
    const ledger = new Map(counters.map(({ id }, place) => [id, counterOf(leaseAt(place), visit)]));
    const { verdict, spendings } = decideLimits(limits, charges.amounts, ledger, visit.nowMs);
    spend(ledger, spendings);
    for (const [place, { limit }] of counters.entries()) {
      const amount = verdict.admitted ? amountFor(limit, charges.amounts) : 0;
      if (amount > 0) note(leaseAt(place), bucketOf(limit.window, visit.nowMs), amount, visit.nowMs);
    }
    if (!verdict.admitted) for (const lease of holding.leases) refusing.add(lease);
    return verdict;
  });

  const grants: (() => Lease)[] = [];
  for (const [lease, need] of waitedFor) grants.push(lend(lease, need, refusing.has(lease), visit, note));
  for (const [lease, errand] of errands)
    if (errand === "renew" && !waitedFor.has(lease)) grants.push(lend(lease, 0, false, visit, note));
  return {
    verdicts,
    // Rows in one order, whoever writes them.
    changes: [...changes]
      .filter(([, { amount }]) => amount !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, change]) => change),
    grant: () => grants.map((one) => one()),
  };
}

/**
 * Only what is still counted comes back, and it keeps its time: others were told that it counts until then. What was
 * spent beyond a lease counts, also where nothing else of that moment does.
 */
function giveBack(
  { bucketMs, left }: Parcel,
  window: Window,
  counter: Counter,
  note: (amount: number, lastMs: number) => void,
): void {
  const bucket = counter.get(bucketMs) ?? { spent: 0, lastMs: endOfBucket(window, bucketMs) };
  const amount = Math.min(left, bucket.spent);
  if (amount === 0) return;
  bucket.spent -= amount;
  counter.set(bucketMs, bucket);
  note(amount, bucket.lastMs);
}

/** Grants a lease on what is free, and remembers how the counter stands. */
function lend(
  lease: Lease,
  need: number,
  wasRefused: boolean,
  visit: Visit,
  note: (lease: Lease, bucketMs: number, amount: number, lastMs: number) => void,
): () => Lease {
  const { nowMs, askedMs, nodes } = visit;
  const counter = counterOf(lease, visit);
  foldTried(lease, askedMs, horizonMs(lease.window));
  const free = lease.most - total(countingBuckets(lease.window, counter, nowMs));
  const recent = Math.max(0, lease.recent - need);
  const terms = leaseTerms(lease.window, { most: lease.most, free, recent, nodes }, nowMs);
  // A call that spends nothing is no reason to hold anything.
  const { amount, lastsMs } = lease.recent > 0 ? terms : { ...terms, amount: 0 };
  const until = nowMs + lastsMs;
  // Where it is spent at the latest: a slice counts whole, and what others spend now is to be free again before that.
  const bucketMs = bucketOf(lease.window, isSliding(lease.window) ? until : nowMs);
  if (amount > 0) {
    spendIn(counter, { bucketMs, amount, atMs: until });
    note(lease, bucketMs, amount, until);
  }
  const known = knownOf(lease, counter, wasRefused, visit);
  const { most } = lease;
  return () => {
    // What was granted under a limit that no longer holds only waits to be given back.
    const untilMs = lease.most === most ? askedMs + lastsMs : Number.NEGATIVE_INFINITY;
    if (amount > 0) addParcel(lease, { bucketMs, left: amount, untilMs });
    lease.renewAtLeft = amount > 0 ? amount / 4 : -1;
    lease.renewAtMs = amount > 0 ? askedMs + lastsMs * 0.75 : Number.POSITIVE_INFINITY;
    if (lease.known === null || lease.known.atMs + lease.known.aheadMs <= nowMs) lease.known = known;
    return lease;
  };
}

function knownOf({ window }: Lease, counter: Counter, wasRefused: boolean, { nowMs, askedMs }: Visit): Known {
  const counting = countingBuckets(window, counter, nowMs);
  const ownTime = (ms: number) => askedMs + ms - nowMs;
  const nextReturn = isSliding(window)
    ? Math.min(...counting.map(({ lastMs }) => lastMs)) + (windowMs(window, nowMs) as number)
    : (calendarEnd(window, nowMs) ?? Number.POSITIVE_INFINITY);
  const held = counting.filter(({ lastMs }) => lastMs > nowMs).map(({ lastMs }) => lastMs + GIVE_BACK_MS);
  return {
    atMs: askedMs,
    aheadMs: nowMs - askedMs,
    counted: total(counting),
    nextReturnMs: ownTime(nextReturn),
    unchangedUntilMs: ownTime(Math.min(nextReturn, ...held, nowMs + ASK_AGAIN_MS)),
    refusing: wasRefused ? counting.map((bucket) => ({ ...bucket })) : null,
  };
}

function counterOf(lease: Lease, { counters }: Visit): Counter {
  return counters.get(lease) as Counter;
}
