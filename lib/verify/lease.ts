// What a process holds of one counter: parcels that it was granted and may spend without asking, each until a moment,
// and what it knew of the counter when it last asked. All times are milliseconds of the process's own clock.
import type { Id } from "#lib/shared/ids.ts";
import { add, type Bucket, type CounterOf } from "./ledger.ts";
import { bucketOf, isSliding } from "./windows.ts";

/**
 * Granted and counted as spent in the bucket `bucketMs`, which is of the database's time. Less than 0 is left of one that
 * was overspent: it is over, and the counters are still to be told.
 */
export interface Parcel {
  bucketMs: number;
  left: number;
  untilMs: number;
}

/** A counter as it was at `atMs`. */
export interface Known {
  atMs: number;
  /** The database's clock less the process's own. */
  aheadMs: number;
  /** Everything spent or granted, to this process too. */
  counted: number;
  /** When some of it stops counting. */
  nextReturnMs: number;
  /** Until then nothing can have come back: neither with time nor from another process. */
  unchangedUntilMs: number;
  /** What counted, when a call was refused for it. */
  refusing: readonly Bucket[] | null;
}

/** A counter of a key, or of its tenant when all its keys share it. */
export interface Counted extends Readonly<CounterOf> {
  readonly tenantId: Id<"ten">;
  readonly subject: Id<"key"> | Id<"ten">;
}

export interface Lease extends Counted {
  /** The most within the window, of the strictest limit on this counter. */
  most: number;
  parcels: readonly Parcel[];
  /** Whether it was counted among those that hold something. */
  holds: boolean;
  known: Known | null;
  /** What calls asked for since `foldedMs`, refused ones too, and within the horizon before it. */
  tried: number;
  recent: number;
  foldedMs: number;
  /** More is asked for ahead of need when less is left, or from a moment on. */
  renewAtLeft: number;
  renewAtMs: number;
}

const NONE: Parcel[] = [];

/** All fields in one place: an object that is spread into another takes more room. */
export function emptyLease(counted: Counted, most: number, nowMs: number): Lease {
  return {
    tenantId: counted.tenantId,
    subject: counted.subject,
    meter: counted.meter,
    window: counted.window,
    per: counted.per,
    most,
    parcels: NONE,
    holds: false,
    known: null,
    tried: 0,
    recent: 0,
    foldedMs: nowMs,
    renewAtLeft: -1,
    renewAtMs: Number.POSITIVE_INFINITY,
  };
}

/** What may be spent now without asking. */
export function leftOf({ parcels }: Lease, nowMs: number): number {
  let left = 0;
  for (const parcel of parcels) if (nowMs < parcel.untilMs) left = add(left, parcel.left);
  return left;
}

/** Spends from what ends first; `amount` is at most what is left. */
export function spendFrom(lease: Lease, amount: number, nowMs: number): void {
  let rest = amount;
  for (const parcel of lease.parcels) {
    if (rest === 0) break;
    if (nowMs >= parcel.untilMs) continue;
    const part = Math.min(rest, parcel.left);
    parcel.left -= part;
    rest -= part;
  }
  if (lease.parcels[0]?.left === 0) lease.parcels = lease.parcels.slice(1);
}

/** A list that is pushed to keeps room for sixteen more. */
export function addParcel(lease: Lease, parcel: Parcel): void {
  lease.parcels = lease.parcels.length === 0 ? [parcel] : [...lease.parcels, parcel];
}

/** Takes the parcels out that are over, or all of them; what is left in them is to be given back. */
export function takeOut(lease: Lease, nowMs: number, all: boolean): Parcel[] {
  const out = lease.parcels.filter(({ untilMs }) => all || untilMs <= nowMs);
  lease.parcels =
    out.length === lease.parcels.length ? NONE : lease.parcels.filter((one) => !out.includes(one));
  return out.filter(({ left }) => left !== 0);
}

/** Ends what it holds: all is to be given back, and the counter to be asked before anything is said of it. */
export function endLease(lease: Lease): void {
  for (const parcel of lease.parcels) parcel.untilMs = Number.NEGATIVE_INFINITY;
  lease.known = null;
  lease.renewAtLeft = -1;
  lease.renewAtMs = Number.POSITIVE_INFINITY;
}

/** How long what a call did not use may be spent by the next one before others get it. */
const RETURNED_MS = 5_000;

/** Puts back what a call took at `takenMs` and did not use, or what it used beyond. Whether that is of the past alone. */
export function correct(lease: Lease, difference: number, takenMs: number, nowMs: number): boolean {
  const aheadMs = lease.known?.aheadMs ?? 0;
  const bucketMs = bucketOf(lease.window, takenMs + aheadMs);
  const isPast =
    difference > 0 || lease.known === null || bucketMs !== bucketOf(lease.window, nowMs + aheadMs);
  const held = isPast
    ? undefined
    : lease.parcels.find((parcel) => parcel.bucketMs === bucketMs && parcel.untilMs > nowMs);
  const untilMs = isPast ? Number.NEGATIVE_INFINITY : nowMs + RETURNED_MS;
  if (held) held.left -= difference;
  else addParcel(lease, { bucketMs, left: -difference, untilMs });
  return isPast;
}

/** Whether something is to be given back by `nowMs`. */
export function isOverdue({ parcels }: Lease, nowMs: number): boolean {
  return parcels.some(({ left, untilMs }) => left !== 0 && untilMs <= nowMs);
}

/** What is overdue may wait for the next visit of the lease when it is at most this part of what was free. */
const LITTLE = { rate: 1 / 50, quota: 1 / 500 };

/** Whether what is to be given back is so little, while other parcels last, that it is not worth a visit of its own. */
export function canLinger({ parcels, known, most, window }: Lease, nowMs: number): boolean {
  if (known === null) return false;
  let overdue = 0;
  let lasts = false;
  for (const { left, untilMs } of parcels) {
    if (untilMs > nowMs) lasts = true;
    else if (left < 0) return false;
    else overdue = add(overdue, left);
  }
  return lasts && overdue <= (most - known.counted) * LITTLE[isSliding(window) ? "rate" : "quota"];
}

/** Brings what was tried within the last `horizonMs` up to date; it fades in a straight line. */
export function foldTried(lease: Lease, nowMs: number, horizonMs: number): void {
  const elapsedMs = Math.max(0, nowMs - lease.foldedMs);
  const faded = lease.recent * Math.max(0, 1 - elapsedMs / horizonMs);
  lease.recent = Math.min(
    Number.MAX_SAFE_INTEGER,
    faded + lease.tried * Math.min(1, horizonMs / Math.max(1, elapsedMs)),
  );
  lease.tried = 0;
  lease.foldedMs = nowMs;
}
