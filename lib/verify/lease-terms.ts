// How much a process may hold ahead of need, and for how long. What is held counts as spent for everybody, and a rate
// counts it for a window after the lease ends: so leases are short and small near the limit, long where there is room,
// and where next to nothing is asked for, some is held all the same, so that the next call need not wait.
import { MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import {
  calendarEnd,
  isSliding,
  LONGEST_HELD_MS,
  longestHeldMs,
  SLICES,
  type Window,
  windowMs,
} from "./windows.ts";

/** A process holds at most this part of what its share of the rest would be. */
const SHARE = 4;
const LONGEST_MS = 60 * SECOND_MS;
const QUOTA = { horizonMs: 10 * SECOND_MS, roomyMs: 30 * SECOND_MS, tightMs: 2 * SECOND_MS, roomyTimes: 50 };
/**
 * Where little is asked for: what was spent and what is held come to an eighth of a rate at most, what is held of a
 * quota to a fiftieth of what is left. A part of what is free is held even for a key that is hardly ever asked about.
 */
const QUIET = {
  ofRate: 1 / 8,
  /** Nothing is held of a rate below this, for one of ten is much, and there is little to ask for anyway. */
  smallestRate: 100,
  /** What is asked of a quota for so long may be held, however much of it that is; longer only within the reserve. */
  quotaMs: 2 * MINUTE_MS,
  reserve: { rate: 1 / 100, quota: 1 / 1_000 },
};

interface Standing {
  most: number;
  /** What nobody has spent or holds. */
  free: number;
  /** What this process was asked for within the horizon. */
  recent: number;
  /** Processes that share the limit. */
  nodes: number;
}

/** The span over which demand is measured. */
export function horizonMs(window: Window): number {
  return isSliding(window) ? Math.min(sliding(window) / SLICES, 10 * SECOND_MS) : QUOTA.horizonMs;
}

/** The most that may be held ahead of need; below 1 it is not worth asking. */
export function shareOf(free: number, nodes: number): number {
  return Math.floor(Math.max(0, free) / (SHARE * nodes));
}

/** `amount` whole units for `lastsMs`; an amount of 0 is no lease. */
export function leaseTerms(
  window: Window,
  standing: Standing,
  dbNowMs: number,
): { amount: number; lastsMs: number } {
  const { recent, free, nodes } = standing;
  const quietMs = quietDurationMs(window, standing);
  const lastsMs = untilEnd(window, quietMs ?? durationMs(window, standing), dbNowMs);
  const wanted = Math.max(
    Math.ceil((recent * lastsMs) / horizonMs(window)),
    quietMs === null ? 0 : reserveOf(window, standing),
  );
  return { amount: Math.min(wanted, shareOf(free, nodes)), lastsMs };
}

function durationMs(window: Window, standing: Standing): number {
  const { most, free, recent, nodes } = standing;
  if (isSliding(window)) {
    const length = sliding(window);
    const isRoomy = expectedOf(window, standing) <= (most * 2) / 3 && free >= most / 3;
    return isRoomy ? Math.min(LONGEST_MS, length / 8) : Math.min(LONGEST_MS / 6, length / 40);
  }
  return free >= QUOTA.roomyTimes * nodes * recent ? QUOTA.roomyMs : QUOTA.tightMs;
}

/** Far from its limit, with little demand: what is held long takes nothing from anybody. Null when that is not so. */
function quietDurationMs(window: Window, standing: Standing): number | null {
  const { most, free, recent, nodes } = standing;
  if (!isSliding(window)) {
    const asked = Math.max(1, recent) / QUOTA.horizonMs;
    if (free < QUOTA.roomyTimes * nodes * asked * QUIET.quotaMs) return null;
    return Math.min(LONGEST_HELD_MS, Math.max(QUIET.quotaMs, reserveOf(window, standing) / asked));
  }
  if (most < QUIET.smallestRate) return null;
  const length = sliding(window);
  // Spent within the window, spent before its lease ended, held now: a window and two durations of what is asked for.
  const allowedMs = ((most * QUIET.ofRate) / expectedOf(window, standing) - 1) * (length / 2);
  if (free < (most * 3) / 4 || allowedMs < length / 4) return null;
  // Of a small limit, a single one that is held for long is much.
  return Math.min(allowedMs, longestHeldMs(window), (length * reserveOf(window, standing)) / 2);
}

function reserveOf(window: Window, { free, nodes }: Standing): number {
  return Math.ceil((free * (isSliding(window) ? QUIET.reserve.rate : QUIET.reserve.quota)) / nodes);
}

/** What all processes may be asked for within the window, when each is asked for as much as this one. */
function expectedOf(window: Window, { recent, nodes }: Standing): number {
  return ((recent * sliding(window)) / horizonMs(window)) * nodes;
}

/** No lease outlasts the calendar's day or month. */
function untilEnd(window: Window, lastsMs: number, dbNowMs: number): number {
  const end = isSliding(window) ? null : calendarEnd(window, dbNowMs);
  return end === null ? lastsMs : Math.min(lastsMs, end - dbNowMs);
}

function sliding(window: Window): number {
  return windowMs(window, 0) as number;
}
