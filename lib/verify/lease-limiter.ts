// Limits over every process on one database: what this process holds is spent without waiting; the rest is decided in
// the database, the calls of one moment together. Never more than a limit over all processes, whichever of them dies.
import { setTimeout as sleep } from "node:timers/promises";
import { withDeadline } from "./deadline.ts";
import { canLinger, correct, endLease, isOverdue, type Lease, leftOf } from "./lease.ts";
import { createAgenda } from "./lease-agenda.ts";
import { type Call, type Change, type Errand, type Outcome, settleBatch, type Visit } from "./lease-batch.ts";
import { type Holding, takeFromLeases } from "./lease-core.ts";
import { createHoldings } from "./lease-holdings.ts";
import { amountFor } from "./limit-core.ts";
import type { Layout } from "./limit-layout.ts";
import { type Charges, type Limiter, LimiterUnavailable, type LimitVerdict } from "./limiter.ts";

const BATCH_AT_MOST = 500;
/** A visit that takes longer is given up: whatever it granted stays counted, and unspent. */
const PATIENCE_MS = 3_000;
const PROBE_MS = 250;
const AGAIN_MS = 1_000;

/** Hands the leases' counters, locked, to `settle`, and writes what it says, in one transaction. */
export type VisitCounters = (
  leases: readonly Lease[],
  settle: (visit: Visit) => readonly Change[],
  nowMs: () => number,
) => Promise<void>;

interface Waiting extends Call {
  resolve(verdict: LimitVerdict): void;
  reject(error: Error): void;
}

export interface LeaseLimiter extends Limiter {
  /** How many leases have something left. */
  held(): number;
}

/** A lease that lasts so many times longer than renewals are gathered can wait for the others. */
const LASTING_TIMES = 10;

/**
 * `nowMs` is a clock of this process that only goes forward; windows run on the clock of the database. Renewals that
 * are in no hurry are gathered for `gatherMs`, so that one visit serves many keys.
 */
export function createLeaseLimiter(visit: VisitCounters, nowMs: () => number, gatherMs = 0): LeaseLimiter {
  let waiting: Waiting[] = [];
  const errands = new Map<Lease, Errand>();
  let due = false;
  let gathering: NodeJS.Timeout | undefined;
  let running = false;
  let away: { cause: unknown } | null = null;
  let closed = false;
  let held = 0;

  const tally = (lease: Lease) => {
    const holds = lease.parcels.length > 0;
    if (holds !== lease.holds) held += holds ? 1 : -1;
    lease.holds = holds;
  };
  const send = (lease: Lease, errand: Errand) => {
    if (errand === "renew" || !errands.has(lease)) errands.set(lease, errand);
    if (errand === "renew" && canWait(lease, nowMs(), gatherMs))
      gathering ??= setTimeout(go, gatherMs).unref();
    else go();
  };
  const agenda = createAgenda(nowMs, (lease) => {
    const now = nowMs();
    if (isOverdue(lease, now) && !canLinger(lease, now)) send(lease, "return");
  });
  const holdings = createHoldings((lease) => send(lease, "return"));

  const go = () => {
    due = true;
    start();
  };
  const start = () => {
    if (!running && !away) queueMicrotask(() => void work());
  };
  /** One visit at a time: what comes meanwhile goes along with the next. */
  const work = async () => {
    if (running) return;
    running = true;
    while (!away && (waiting.length > 0 || due)) {
      clearTimeout(gathering);
      gathering = undefined;
      const calls = waiting.slice(0, BATCH_AT_MOST);
      waiting = waiting.slice(BATCH_AT_MOST);
      const errandsNow = new Map([...errands].slice(0, BATCH_AT_MOST));
      for (const lease of errandsNow.keys()) errands.delete(lease);
      due = errands.size > 0;
      await settle(calls, errandsNow);
    }
    running = false;
  };
  const settle = async (calls: readonly Waiting[], errandsNow: ReadonlyMap<Lease, Errand>) => {
    let outcome: Outcome | undefined;
    const leases = new Set([...calls.flatMap(({ holding }) => holding.leases), ...errandsNow.keys()]);
    try {
      const work = visit(
        [...leases],
        (seen) => {
          outcome = settleBatch(calls, errandsNow, seen);
          return outcome.changes;
        },
        nowMs,
      );
      await withDeadline(work, PATIENCE_MS, () => new Late());
    } catch (cause) {
      for (const lease of errandsNow.keys()) agenda.add(lease, nowMs() + AGAIN_MS);
      for (const { reject } of calls) reject(unavailable(cause));
      if (isAway(cause)) leave(cause);
      return;
    } finally {
      leases.forEach(tally);
    }
    for (const lease of (outcome as Outcome).grant()) {
      tally(lease);
      for (const { untilMs } of lease.parcels) agenda.add(lease, untilMs);
    }
    for (const [index, { resolve }] of calls.entries())
      resolve((outcome as Outcome).verdicts[index] as LimitVerdict);
  };

  /** While the database is away nobody waits for it; it is asked now and then. */
  const leave = (cause: unknown) => {
    for (const { reject } of waiting.splice(0)) reject(unavailable(cause));
    if (away || closed) return;
    away = { cause };
    const probe = () => {
      withDeadline(
        visit([], () => [], nowMs),
        PATIENCE_MS,
        () => new Late(),
      ).then(
        () => {
          away = null;
          start();
        },
        () => closed || setTimeout(probe, PROBE_MS).unref(),
      );
    };
    setTimeout(probe, PROBE_MS).unref();
  };

  return {
    take(charges) {
      if (charges.limits.length === 0) return { admitted: true, limits: [] };
      const now = nowMs();
      const holding = holdings.of(charges, now);
      count(holding, charges);
      const verdict = takeFromLeases(holding, charges.amounts, now);
      if (verdict) {
        if (verdict.admitted)
          for (const lease of holding.leases) {
            tally(lease);
            if (!away && !closed && isLow(lease, now)) send(lease, "renew");
          }
        return verdict;
      }
      if (away) throw unavailable(away.cause);
      return new Promise((resolve, reject) => {
        waiting.push({ charges, holding, resolve, reject });
        start();
      });
    },
    settle(charges, agoMs) {
      const now = nowMs();
      const { layout, leases } = holdings.of(charges, now);
      for (const [place, { limit }] of layout.counters.entries()) {
        const lease = leases[place] as Lease;
        const difference = amountFor(limit, charges.amounts);
        if (difference === 0 || (difference < 0 && limit.kind === "rate")) continue;
        const isPast = correct(lease, difference, now - agoMs, now);
        tally(lease);
        if (isPast) send(lease, "return");
        else for (const { untilMs } of lease.parcels) agenda.add(lease, untilMs);
      }
    },
    held: () => held,
    async close() {
      closed = true;
      const endMs = performance.now() + PATIENCE_MS;
      while (!away && performance.now() < endMs) {
        if (running || errands.size > 0) {
          await sleep(5);
          continue;
        }
        const held = [...holdings.all()].filter(({ parcels }) => parcels.some(({ left }) => left !== 0));
        if (held.length === 0) break;
        for (const lease of held) {
          endLease(lease);
          send(lease, "return");
        }
      }
      agenda.stop();
    },
  };
}

/** What is asked for is what decides how much to hold, admitted or not. */
function count({ layout: { counters }, leases }: Holding, { amounts }: Charges): void {
  for (let place = 0; place < leases.length; place += 1)
    (leases[place] as Lease).tried += amountFor(
      (counters[place] as Layout["counters"][number]).limit,
      amounts,
    );
}

/** Whether to ask for more ahead of need; says so once. */
function isLow(lease: Lease, nowMs: number): boolean {
  if (nowMs < lease.renewAtMs && leftOf(lease, nowMs) >= lease.renewAtLeft) return false;
  lease.renewAtLeft = -1;
  lease.renewAtMs = Number.POSITIVE_INFINITY;
  return true;
}

/** Whether what is held lasts long enough for a renewal to go along with others. */
function canWait({ parcels }: Lease, nowMs: number, gatherMs: number): boolean {
  return gatherMs > 0 && parcels.some(({ untilMs }) => untilMs - nowMs > gatherMs * LASTING_TIMES);
}

class Late extends Error {}

function unavailable(cause: unknown): LimiterUnavailable {
  return new LimiterUnavailable("the counters of limits cannot be reached", { cause });
}

/** Whether the database itself is away, rather than one statement failed. */
function isAway(error: unknown): boolean {
  if (error instanceof Late) return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(CONNECT|ECONN|ENOENT|EPIPE|57P|53|08)/.test(code);
}
