// One call against what a process holds, pure and without waiting: admitted from its leases, refused when nothing can
// have come back since it was last refused, or not to be told from memory. All limits together, or nothing is spent.
import type { Limit } from "#lib/shared/limits.ts";
import { type Lease, leftOf, spendFrom } from "./lease.ts";
import { amountFor, mostOf, slowest, total, untilCalendarEnd, waitFor } from "./limit-core.ts";
import type { LimitState, LimitVerdict } from "./limiter.ts";
import { windowMs } from "./windows.ts";

/** The leases of a key by its limits: those on the same meter and window share one. */
export interface Holding {
  readonly limits: readonly Limit[];
  readonly leases: readonly Lease[];
  /** Each lease once, with the index of a limit on it. */
  readonly counters: readonly { lease: Lease; limit: Limit }[];
}

/** How long a limit that a call does not spend from may be told as it was last known. */
const HEARSAY_MS = 30_000;

/** Decides from memory, and spends; null when the database has to be asked. */
export function takeFromLeases(
  { limits, leases, counters }: Holding,
  amounts: ReadonlyMap<string, number>,
  nowMs: number,
): LimitVerdict | null {
  let covered = true;
  const onlyAsks = counters.every(({ limit }) => amountFor(limit, amounts) === 0);
  const refused: LimitState[] = [];
  for (let index = 0; index < limits.length; index += 1) {
    const limit = limits[index] as Limit;
    const lease = leases[index] as Lease;
    const amount = amountFor(limit, amounts);
    if (isCovered(lease, amount, onlyAsks, nowMs)) continue;
    covered = false;
    const refusal = refusalOf(limit, lease, amount, nowMs);
    if (refusal) refused[index] = refusal;
  }
  if (refused.length > 0) return refuse(limits, leases, refused, nowMs);
  if (!covered) return null;
  for (const { lease, limit } of counters) {
    const amount = amountFor(limit, amounts);
    if (amount > 0) spendFrom(lease, amount, nowMs);
  }
  return {
    admitted: true,
    limits: limits.map((limit, index) => stateOf(limit, leases[index] as Lease, nowMs)),
  };
}

/** A call that spends nothing at all asks how its limits stand: only what is fresh tells. */
function isCovered(lease: Lease, amount: number, onlyAsks: boolean, nowMs: number): boolean {
  const { known } = lease;
  if (known === null) return false;
  if (amount > 0) return amount <= leftOf(lease, nowMs);
  if (!onlyAsks) return nowMs < known.atMs + HEARSAY_MS;
  return nowMs < known.unchangedUntilMs || leftOf(lease, nowMs) > 0;
}

/** How a limit refuses, when it is known to do so still. */
function refusalOf(limit: Limit, lease: Lease, amount: number, nowMs: number): LimitState | null {
  const { known } = lease;
  if (amount === 0 || !known?.refusing || nowMs >= known.unchangedUntilMs) return null;
  const left = leftOf(lease, nowMs);
  const spent = total(known.refusing) - left;
  if (spent + amount <= mostOf(limit)) return null;
  return {
    ...stateOf(limit, lease, nowMs),
    resetMs: waitFor(limit, amount - left, known.refusing, nowMs + known.aheadMs),
  };
}

function refuse(
  limits: readonly Limit[],
  leases: readonly Lease[],
  refused: LimitState[],
  nowMs: number,
): LimitVerdict {
  const states = limits.map(
    (limit, index) => refused[index] ?? stateOf(limit, leases[index] as Lease, nowMs),
  );
  return { admitted: false, limits: states, refusedBy: slowest(refused.filter((state) => state)) };
}

/** How a limit stands as far as is known: what is held here is not spent yet. */
function stateOf(limit: Limit, lease: Lease, nowMs: number): LimitState {
  const { known } = lease;
  const most = mostOf(limit);
  const dbNowMs = nowMs + (known?.aheadMs ?? 0);
  const length = windowMs(limit.window, dbNowMs);
  const isOver = limit.kind === "rate" && nowMs >= (known?.atMs ?? 0) + (length as number);
  const left = leftOf(lease, nowMs);
  const counted = isOver ? left : (known?.counted ?? 0);
  return {
    name: limit.name,
    kind: limit.kind,
    meter: limit.meter,
    limit: most,
    remaining: Math.min(most, Math.max(0, most - counted + left)),
    resetMs:
      limit.kind === "quota"
        ? untilCalendarEnd(limit.window, dbNowMs)
        : untilReturn(known?.nextReturnMs ?? 0, nowMs, length as number),
    windowMs: length,
  };
}

function untilReturn(nextReturnMs: number, nowMs: number, length: number): number {
  const untilMs = Math.ceil(nextReturnMs - nowMs);
  return untilMs > 0 ? Math.min(length, untilMs) : length;
}
