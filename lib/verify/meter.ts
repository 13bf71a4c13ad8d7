// What a meter promises, and one that keeps events in memory until they are stored, for a process that waits for that.
// Bounded: when it is full it says so, and the data plane stops answering rather than lose count.
import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "#lib/core/errors.ts";
import type { UsageEvent } from "./usage-event.ts";

export interface Meter {
  /** Takes an event into this turn's batch. Throws `unavailable` when no further event can be taken. */
  record(event: UsageEvent): void;
  /** Whether no further event can be taken. */
  isFull(): boolean;
  /**
   * Calls back, never at once, when what was recorded until now is kept beyond the end of this process: all of a turn
   * of the event loop share one write. An error when it could not be kept; such events are not counted.
   */
  whenWritten(done: (error: Error | null) => void): void;
  /** Events that are not stored yet. */
  waiting(): number;
  /** Stores what waits now. Rejects when that is not possible. */
  flush(): Promise<void>;
  /** Stores what waits, for `patienceMs` at most; how many events are left unstored. */
  stop(patienceMs: number): Promise<number>;
}

export interface MeterOptions {
  /** Stores a batch exactly once, also when it is sent again. */
  store(events: readonly UsageEvent[]): Promise<unknown>;
  /** Whether an error is about the events themselves, so that the same batch will never be stored. */
  isHopeless?(error: unknown): boolean;
  /** Told when a batch could not be stored now. */
  onDelay?(error: unknown, waiting: number): void;
  /** Told of an event that can never be stored. */
  onLost?(event: UsageEvent, error: unknown): void;
  intervalMs?: number;
  batchAtMost?: number;
  waitingAtMost?: number;
}

/** What is answered while usage can neither be stored nor kept. */
export function meterIsFull(cause?: unknown): DomainError {
  return new DomainError("unavailable", "Usage cannot be kept right now.", { retryAfterSeconds: 5, cause });
}

/** Resolves when what was recorded until now is kept. Rejects with `unavailable` when it could not be. */
export function written(meter: Pick<Meter, "whenWritten">): Promise<void> {
  return new Promise((resolve, reject) => {
    meter.whenWritten((error) => (error ? reject(meterIsFull(error)) : resolve()));
  });
}

const LONGEST_PAUSE_MS = 5_000;

/** A meter that stores every `intervalMs`, or as soon as a batch is full. */
export function createMeter(options: MeterOptions): Meter {
  const { intervalMs = 200, batchAtMost = 500, waitingAtMost = 100_000 } = options;
  let waiting: UsageEvent[] = [];
  let flushing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pauseMs = intervalMs;

  const drain = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchAtMost);
      await storeAll(batch, options);
      waiting = waiting.slice(batch.length);
    }
  };

  const flush = () => {
    flushing ??= drain().finally(() => {
      flushing = null;
    });
    return flushing;
  };

  const flushSoon = (afterMs: number) => {
    if (timer) return;
    timer = setTimeout(async () => {
      timer = null;
      try {
        await flush();
        pauseMs = intervalMs;
      } catch (error) {
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        options.onDelay?.(error, waiting.length);
      }
      if (waiting.length > 0) flushSoon(pauseMs);
    }, afterMs).unref();
  };

  return {
    record(event) {
      if (waiting.length >= waitingAtMost) throw meterIsFull();
      waiting.push(event);
      if (waiting.length === batchAtMost && !flushing && pauseMs === intervalMs) {
        if (timer) clearTimeout(timer);
        timer = null;
        flushSoon(0);
      } else {
        flushSoon(pauseMs);
      }
    },
    isFull: () => waiting.length >= waitingAtMost,
    whenWritten: (done) => queueMicrotask(() => done(null)),
    waiting: () => waiting.length,
    flush,
    async stop(patienceMs) {
      if (timer) clearTimeout(timer);
      timer = null;
      const patience = new AbortController();
      const over = sleep(patienceMs, undefined, { signal: patience.signal, ref: false }).catch(() => {});
      await Promise.race([flushUntilEmpty(flush, () => waiting.length, over), over]);
      patience.abort();
      return waiting.length;
    },
  };
}

async function flushUntilEmpty(
  flush: () => Promise<void>,
  waiting: () => number,
  over: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  while (!isOver && waiting() > 0) await flush().catch(() => sleep(200));
}

/** One event that can never be stored must not hold up the others: the batch is halved until it stands alone. */
async function storeAll(batch: readonly UsageEvent[], options: MeterOptions): Promise<void> {
  try {
    await options.store(batch);
  } catch (error) {
    if (!options.isHopeless?.(error)) throw error;
    const [first] = batch;
    if (batch.length === 1 && first) {
      options.onLost?.(first, error);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await storeAll(batch.slice(0, half), options);
    await storeAll(batch.slice(half), options);
  }
}
