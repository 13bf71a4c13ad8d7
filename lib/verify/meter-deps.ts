// The two meters: of a node, whose events stand on its disk before an answer is sent; and of a single call.
import type { Database } from "#db/client.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { SettingsError } from "#lib/core/env.ts";
import type { Log } from "#lib/core/log.ts";
import type { Id } from "#lib/shared/ids.ts";
import { openSpool, type Spool, type SpoolOptions } from "#lib/spool/spool.ts";
import { withDeadline } from "./deadline.ts";
import { createMeter, type Meter, meterIsFull } from "./meter.ts";
import { type NodeCounts, tellOfDeadNode } from "./node-store.ts";
import { lineOf } from "./usage-line.ts";
import { storeLines, storeUsage } from "./usage-store.ts";

const STORE_MS = 60_000;

export interface SpoolSettings {
  /** The folder of all nodes of this machine. */
  root: string;
  limitBytes: number;
  /** Whether an answer waits for the disk itself, so that a loss of power loses nothing either. */
  sync: boolean;
}

export interface NodeMeter extends Meter {
  counts(): NodeCounts;
  /** When the oldest event was recorded that waits; null when none does. */
  oldestMs(): Promise<number | null>;
  /** Leaves what could not be stored to the next node. After `stop`. */
  leave(): void;
}

interface Ingredients {
  db: Database;
  log: Log;
  observer: { usageLost(): void };
}

/** Throws SettingsError when the folder cannot be written to. */
export function createNodeMeter(
  { db, log, observer }: Ingredients,
  node: { nodeId: Id<"node">; version: string },
  settings: SpoolSettings,
): NodeMeter {
  const spool: Spool = open({
    ...settings,
    ...node,
    // What hangs is sent again, and counts once all the same.
    store: (lines) => withDeadline(storeLines(db.sql, lines), STORE_MS, () => new Error("too late")),
    isHopeless,
    onLate: ({ nodeId, owner, counts }) =>
      tellOfDeadNode(db.sql, { id: nodeId as Id<"node">, ...owner }, countsOf(counts)),
    onDelay: (error) =>
      log.warn({ waiting: spool.counts().waiting, fault: faultOf(error) }, "usage cannot be stored now"),
    onSetAside(error) {
      observer.usageLost();
      log.error({ fault: faultOf(error) }, "a usage event cannot be stored and is kept in a file");
    },
    onFault: (error) =>
      error
        ? log.error({ fault: error.message }, "the spool cannot be written; verifications are refused")
        : log.info("the spool can be written again"),
    onTrouble: (error) =>
      log.error(
        { fault: error instanceof Error ? error.message : "unknown" },
        "the folders of the spool cannot be seen to; trying again",
      ),
    onCut: (cut) => log.error(cut, "a part of the spool is damaged and was cut off"),
  });
  let stopped = false;
  return {
    record(event) {
      if (stopped) throw meterIsFull();
      spool.append(lineOf(event));
    },
    isFull: () => stopped || spool.isFull(),
    whenWritten: spool.whenWritten,
    waiting: () => spool.counts().waiting,
    counts: () => countsOf(spool.counts()),
    oldestMs: spool.oldestMs,
    flush: spool.flush,
    stop(patienceMs) {
      stopped = true;
      return spool.stop(patienceMs);
    },
    leave: spool.leave,
  };
}

function open(options: SpoolOptions): Spool {
  try {
    return openSpool(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    throw new SettingsError(`Usage cannot be kept in KEYHOLD_DATA: ${reason}.`);
  }
}

/** Of a process that makes one call, and waits until it is stored. */
export function createPassingMeter({ db, log, observer }: Ingredients): Meter {
  return createMeter({
    store: (events) => storeUsage(db.sql, events),
    isHopeless,
    onDelay: (error, waiting) => log.warn({ waiting, fault: faultOf(error) }, "usage cannot be stored now"),
    onLost({ requestId }, error) {
      observer.usageLost();
      log.error({ requestId, fault: faultOf(error) }, "a usage event cannot be stored");
    },
  });
}

type Counted = Omit<NodeCounts, "accepted" | "spoolBytes"> & { accepted?: number; bytes: number };

/** What a dead node accepted is what there is of it. */
function countsOf({ stored, setAside, waiting, bytes, accepted }: Counted): NodeCounts {
  return { accepted: accepted ?? stored + setAside + waiting, stored, setAside, waiting, spoolBytes: bytes };
}

/** Data that Postgres refuses (classes 22 and 23) is refused again the next time. */
function isHopeless(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
}

/** What happened, without the statement and the values in it. */
export function faultOf(error: unknown): string {
  const known = toDomainError(error);
  return known.cause instanceof Error ? known.cause.message : known.message;
}
