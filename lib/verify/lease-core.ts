// One call against what a process holds, pure and without waiting: admitted from its leases, refused when nothing can
// have come back since it was last refused, or not to be told from memory. All limits together, or nothing is spent.
import type { Limit } from "#lib/shared/limits.ts";
import { type Lease, leftOf, spendFrom } from "./lease.ts";
import { amountFor, mostOf, slowest, total, untilCalendarEnd, waitFor } from "./limit-core.ts";
import type { Layout } from "./limit-layout.ts";
import type { LimitState, LimitVerdict } from "./limiter.ts";
import { windowMs } from "./windows.ts";

/** What a process holds for a key: a lease for each counter of its limits, by their places. */
export interface Holding {
  readonly layout: Layout;
  readonly leases: readonly Lease[];
}

/** How long a limit that a call does not spend from may be told as it was last known. */
const HEARSAY_MS = 30_000;

/** Decides from memory, and spends; null when the database has to be asked. */
export function takeFromLeases(
  holding: Holding,
  amounts: ReadonlyMap<string, number>,
  nowMs: number,
): LimitVerdict | null {
  const { layout, leases } = holding;
  if (!areCovered(holding, amounts, nowMs)) {
    const refused = refusalsOf(holding, amounts, nowMs);
    return refused.length > 0 ? refuse(holding, refused, nowMs) : null;
  }
  for (let place = 0; place < leases.length; place += 1) {
    const amount = amountFor((layout.counters[place] as Layout["counters"][number]).limit, amounts);
    if (amount > 0) spendFrom(leases[place] as Lease, amount, nowMs);
  }
  return { admitted: true, limits: statesOf(holding, nowMs) };
}

function areCovered(
  { layout: { counters }, leases }: Holding,
  amounts: ReadonlyMap<string, number>,
  nowMs: number,
): boolean {
  const onlyAsks = counters.every(({ limit }) => amountFor(limit, amounts) === 0);
  for (let place = 0; place < leases.length; place += 1) {
    const amount = amountFor((counters[place] as Layout["counters"][number]).limit, amounts);
    if (!isCovered(leases[place] as Lease, amount, onlyAsks, nowMs)) return false;
  }
  return true;
}

/** How the limits refuse that are known to do so still, by their places among the limits. */
function refusalsOf(holding: Holding, amounts: ReadonlyMap<string, number>, nowMs: number): LimitState[] {
  const onlyAsks = holding.layout.counters.every(({ limit }) => amountFor(limit, amounts) === 0);
  const refused: LimitState[] = [];
  for (const [index, limit] of holding.layout.limits.entries()) {
    const lease = leaseOf(holding, index);
    const amount = amountFor(limit, amounts);
    const refusal = isCovered(lease, amount, onlyAsks, nowMs) ? null : refusalOf(limit, lease, amount, nowMs);
    if (refusal) refused[index] = refusal;
  }
  return refused;
}

function leaseOf({ layout, leases }: Holding, index: number): Lease {
  return leases[layout.places[index] as number] as Lease;
}

function statesOf(holding: Holding, nowMs: number): LimitState[] {
  return holding.layout.limits.map((limit, index) => stateOf(limit, leaseOf(holding, index), nowMs));
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

function refuse(holding: Holding, refused: LimitState[], nowMs: number): LimitVerdict {
  const limits = statesOf(holding, nowMs).map((state, index) => refused[index] ?? state);
  return { admitted: false, limits, refusedBy: slowest(refused.filter((state) => state)) };
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
