// Usage is gathered and sent in batches. Each event has an id, so that a batch that is sent twice is counted once.
import { KeyholdError } from "./errors.ts";
import type { Send } from "./http.ts";
import type { UsageEvent, UsageResult } from "./types.ts";

export interface UsageOptions {
  /** How long an event may wait before it is sent. */
  flushEveryMs?: number;
  /** Told of events that were not counted, and why. Without it they are thrown by `flush`. */
  onRejected?(results: UsageResult[]): void;
  /** Told when a batch could not be sent; its events are kept and sent again. */
  onError?(error: KeyholdError): void;
  /** Events that may wait; beyond them `report` throws. */
  mostWaiting?: number;
}

export interface UsageBuffer {
  /** Takes an event; it is sent with others. Throws when too many wait. Returns the event's id. */
  report(event: UsageEvent): string;
  /** Sends all that waits. Rejects when that is not possible; the events are kept. */
  flush(): Promise<void>;
  /** How many wait. */
  readonly waiting: number;
  /** Stops the schedule. Call `flush` before. */
  stop(): void;
}

const BATCH = 1_000;

export function createUsageBuffer(send: Send, options: UsageOptions = {}): UsageBuffer {
  const { flushEveryMs = 1_000, mostWaiting = 100_000, onRejected, onError } = options;
  let events: (UsageEvent & { id: string })[] = [];
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const sendBatch = async () => {
    const batch = events.slice(0, BATCH);
    const { results } = await send<{ results: UsageResult[] }>("POST", "/v1/usage", {
      body: { events: batch },
      repeatable: true,
    });
    events = events.slice(batch.length);
    const rejected = results.filter(({ status }) => status === "invalid" || status === "conflict");
    if (rejected.length === 0) return;
    if (onRejected) onRejected(rejected);
    else throw rejection(rejected);
  };
  const sendAll = async () => {
    while (events.length > 0) await sendBatch();
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  };
  const schedule = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      flush().catch((error: KeyholdError) => {
        onError?.(error);
        if (events.length > 0) schedule();
      });
    }, flushEveryMs);
    (timer as { unref?(): void }).unref?.();
  };

  return {
    report(event) {
      if (events.length >= mostWaiting)
        throw new KeyholdError("Too many usage events wait to be sent.", {
          status: null,
          code: "usage_buffer_full",
        });
      const id = event.id ?? crypto.randomUUID();
      // The moment is kept now: it may be sent in another quarter of an hour.
      events.push({ at: new Date().toISOString(), ...event, id });
      if (events.length >= BATCH) flush().catch((error: KeyholdError) => onError?.(error));
      else schedule();
      return id;
    },
    flush,
    get waiting() {
      return events.length;
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

const rejection = (rejected: UsageResult[]) =>
  new KeyholdError(`${rejected.length} usage events were not counted: ${rejected[0]?.detail}`, {
    status: null,
    code: "usage_rejected",
    fields: Object.fromEntries(rejected.map(({ id, detail, status }) => [id, detail ?? status])),
  });
