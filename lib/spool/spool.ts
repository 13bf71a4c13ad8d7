// A node's spool: lines that are kept on disk until they are stored, also when this process is killed and another one
// has to store them. Exactly once, when storing the same lines twice counts them once.
import { createDrain } from "./drain.ts";
import { makeHome } from "./home.ts";
import { createInheritance, type Late } from "./inheritance.ts";
import { type Journal, newJournal } from "./journal.ts";
import { ownerOfThisProcess } from "./owner.ts";
import type { Taker } from "./store-all.ts";
import { syncFolder } from "./sync-folder.ts";
import { createWriter, type Writer, type WriterOptions } from "./writer.ts";

export interface SpoolCounts {
  /** Lines that were written; each is stored, set aside for good, or waits. */
  accepted: number;
  stored: number;
  setAside: number;
  waiting: number;
  /** On disk. */
  bytes: number;
}

export interface Spool extends Pick<Writer, "append" | "isFull" | "whenWritten"> {
  counts(): SpoolCounts;
  /** When the oldest line was written that waits, those of dead nodes included. */
  oldestMs(): Promise<number | null>;
  /** Stores what waits now. Rejects when that is not possible. */
  flush(): Promise<void>;
  /** Stores what waits, for `patienceMs` at most; how many lines are left on disk. */
  stop(patienceMs: number): Promise<number>;
  /** Leaves what is left to the next node of this machine. After `stop`. */
  leave(): void;
}

export interface SpoolOptions
  extends Pick<Taker, "store" | "isHopeless">,
    Pick<WriterOptions, "limitBytes" | "sync" | "write"> {
  /** The folder of all nodes of this machine. */
  root: string;
  nodeId: string;
  version: string;
  segmentBytes?: number;
  /** Told of a line that was set aside. */
  onSetAside(error: unknown): void;
  onDelay(error: unknown): void;
  onFault(error: Error | null): void;
  /** Told when other nodes' folders cannot be looked at, or one's own be marked as in use. */
  onTrouble(error: unknown): void;
  onCut(cut: { bytes: number; lines: number; kept: string }): void;
  /** Told how the lines of a dead node stand. */
  onLate(late: Late): Promise<void>;
  nowMs?(): number;
}

const SEGMENT_BYTES = 16 * 1024 * 1024;
const DRAIN_EVERY_MS = 200;
const BATCH_LINES = 4_000;
const TICK_MS = 1_000;
/** How often, in ticks, this node shows that it lives and looks for dead ones. */
const ROUND_TICKS = 20;

/** Throws when the folder cannot be written to. */
export function openSpool(options: SpoolOptions): Spool {
  const { root, nodeId, onCut, limitBytes } = options;
  const segmentBytes = options.segmentBytes ?? Math.min(SEGMENT_BYTES, Math.ceil(limitBytes / 8));
  const spentBytes = Math.ceil(segmentBytes / 4);
  const home = makeHome(root, nodeId, ownerOfThisProcess(options.version));
  if (options.sync) syncFolder(root);
  const own = newJournal({ dir: home.dir, name: nodeId, spentBytes, onCut });
  const inheritance = createInheritance({ root, nodeId, spentBytes, onCut, tell: options.onLate });
  const drain = createDrain({
    store: options.store,
    isHopeless: options.isHopeless,
    journals: () => [own, ...inheritance.journals()],
    settled: (journal) => inheritance.settle(journal),
    onSetAside: options.onSetAside,
    onDelay: options.onDelay,
    intervalMs: DRAIN_EVERY_MS,
    batchLines: BATCH_LINES,
  });
  const writer = createWriter({
    journal: own,
    limitBytes,
    segmentBytes,
    sync: options.sync,
    nowMs: options.nowMs ?? Date.now,
    onWritten: drain.soon,
    onFault: options.onFault,
    write: options.write,
  });
  const search = () =>
    inheritance.search().then(() => {
      if (inheritance.journals().length > 0) drain.soon();
    }, options.onTrouble);
  const round = () => {
    home.touch();
    void search();
  };
  const heart = beat(writer, round, options.onTrouble);
  void search();
  const written = () =>
    new Promise<void>((resolve) => {
      writer.whenWritten(() => resolve());
    });

  return {
    append: writer.append,
    isFull: writer.isFull,
    whenWritten: writer.whenWritten,
    counts: () => ({ accepted: writer.written(), ...own.counts() }),
    oldestMs: () => oldestOf([own, ...inheritance.journals()]),
    async flush() {
      await written();
      await drain.flush();
    },
    async stop(patienceMs) {
      clearInterval(heart);
      await written();
      await drain.stop(patienceMs);
      writer.close();
      await own.close();
      await inheritance.close();
      return own.counts().waiting;
    },
    leave() {
      if (own.counts().waiting === 0) home.remove();
      else home.release();
    },
  };
}

function beat(writer: Writer, round: () => void, onTrouble: (error: unknown) => void): NodeJS.Timeout {
  let ticks = 0;
  return setInterval(() => {
    writer.probe();
    ticks += 1;
    if (ticks % ROUND_TICKS !== 0) return;
    try {
      round();
    } catch (error) {
      onTrouble(error);
    }
  }, TICK_MS).unref();
}

async function oldestOf(journals: readonly Journal[]): Promise<number | null> {
  const times = await Promise.all(journals.map((journal) => journal.oldestMs()));
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
