// How much a process may hold ahead of need, and for how long. What is held counts as spent for everybody, and a rate
// counts it for a window after the lease ends: so leases are short and small near the limit, long where there is room,
// and where next to nothing is asked for, some is held all the same, so that the next call need not wait.
import { DAY_MS, SECOND_MS } from "#lib/core/clock.ts";
import { calendarEnd, isSliding, LONGEST_PART, SLICES, type Window, windowMs } from "./windows.ts";

/** A process holds at most this part of what its share of the rest would be. */
const SHARE = 4;
const LONGEST_MS = 60 * SECOND_MS;
const QUOTA = { horizonMs: 10 * SECOND_MS, roomyMs: 30 * SECOND_MS, tightMs: 2 * SECOND_MS, roomyTimes: 50 };
/** The part of a limit that all processes together hold of it for a key that is hardly asked about. */
const RESERVE = { rate: 1 / 100, quota: 1 / 1_000 };

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
  const lastsMs = durationMs(window, standing, dbNowMs);
  const wanted = Math.max(
    Math.ceil((standing.recent * lastsMs) / horizonMs(window)),
    isQuiet(window, standing) ? Math.ceil((standing.most * RESERVE[kindOf(window)]) / standing.nodes) : 0,
  );
  return { amount: Math.min(wanted, shareOf(standing.free, standing.nodes)), lastsMs };
}

function durationMs(window: Window, standing: Standing, dbNowMs: number): number {
  const { most, free, recent, nodes } = standing;
  if (isSliding(window)) {
    const length = sliding(window);
    if (isQuiet(window, standing)) return Math.min(LONGEST_MS, length * LONGEST_PART);
    const isRoomy = expectedOf(window, standing) <= (most * 2) / 3 && free >= most / 3;
    return isRoomy ? Math.min(LONGEST_MS, length / 8) : Math.min(LONGEST_MS / 6, length / 40);
  }
  const isRoomy = free >= QUOTA.roomyTimes * nodes * recent;
  const end = calendarEnd(window, dbNowMs) ?? dbNowMs + DAY_MS;
  return Math.min(isRoomy ? QUOTA.roomyMs : QUOTA.tightMs, end - dbNowMs);
}

/** Far from its limit, with little demand: what is held too long or too much takes nothing from anybody. */
function isQuiet(window: Window, standing: Standing): boolean {
  const { most, free, recent, nodes } = standing;
  if (free < (most * 3) / 4) return false;
  return isSliding(window)
    ? expectedOf(window, standing) <= most / 8
    : free >= QUOTA.roomyTimes * nodes * Math.max(1, recent);
}

/** What all processes may be asked for within the window, when each is asked for as much as this one. */
function expectedOf(window: Window, { recent, nodes }: Standing): number {
  return ((recent * sliding(window)) / horizonMs(window)) * nodes;
}

function kindOf(window: Window): keyof typeof RESERVE {
  return isSliding(window) ? "rate" : "quota";
}

function sliding(window: Window): number {
  return windowMs(window, 0) as number;
}
