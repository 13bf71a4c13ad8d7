// Carries lines from journals to where they are stored: in batches, in order, again and again while that is away.
import { setTimeout as sleep } from "node:timers/promises";
import type { Journal } from "./journal.ts";
import { storeAll, type Taker } from "./store-all.ts";

export interface Drain {
  /** New lines wait. */
  soon(): void;
  /** Stores what waits now. Rejects when that is not possible. */
  flush(): Promise<void>;
  /** Stores what waits, for `patienceMs` at most. */
  stop(patienceMs: number): Promise<void>;
}

interface Options extends Omit<Taker, "setAside"> {
  /** In turns, one batch of each. */
  journals(): Journal[];
  /** After each batch of a journal, and when it is found empty. */
  settled(journal: Journal): Promise<void>;
  onSetAside(error: unknown): void;
  /** Told when lines could not be stored now. */
  onDelay(error: unknown): void;
  intervalMs: number;
  batchLines: number;
}

const LONGEST_PAUSE_MS = 2_000;

export function createDrain(options: Options): Drain {
  const { journals, intervalMs, batchLines } = options;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pauseMs = intervalMs;
  let stopping = false;

  const drainBatch = async (journal: Journal): Promise<void> => {
    const chunk = await journal.read(batchLines);
    if (chunk) {
      const setAside = async (line: string, error: unknown) => {
        await journal.setAside(line);
        options.onSetAside(error);
      };
      journal.drained(chunk, await storeAll(chunk.text, { ...options, setAside }));
    }
    await options.settled(journal);
  };
  const most = () => Math.max(0, ...journals().map((journal) => journal.counts().waiting));
  /** Until at most `leftAtMost` lines wait anywhere: a small rest is better stored with what comes next. */
  const run = (leftAtMost: number): Promise<void> => {
    running ??= (async () => {
      do for (const journal of journals()) await drainBatch(journal);
      while (most() > leftAtMost);
    })().finally(() => {
      running = null;
    });
    return running;
  };
  const soon = (afterMs: number) => {
    if (timer || stopping) return;
    timer = setTimeout(async () => {
      timer = null;
      try {
        await run(batchLines - 1);
        pauseMs = intervalMs;
      } catch (error) {
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        options.onDelay(error);
      }
      if (most() > 0) soon(pauseMs);
    }, afterMs).unref();
  };
  const flush = async () => {
    await running?.catch(() => {});
    await run(0);
  };

  return {
    soon: () => soon(pauseMs),
    flush,
    async stop(patienceMs) {
      stopping = true;
      if (timer) clearTimeout(timer);
      const patience = new AbortController();
      const over = sleep(patienceMs, undefined, { signal: patience.signal, ref: false }).catch(() => {});
      const empty = (async () => {
        while (!patience.signal.aborted && most() > 0) await flush().catch(() => sleep(200));
        await running?.catch(() => {});
      })();
      await Promise.race([empty, over]);
      patience.abort();
    },
  };
}
