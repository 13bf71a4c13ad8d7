// Keeps this node's row alive and tells which changes it has heard: one statement at a time, the newest first.
import type { NodeCounts } from "./node-store.ts";

export interface VerifyingNode {
  start(): void;
  /** Every change up to `seq` was heard just now. */
  heard(seq: number): void;
  /** Says goodbye; never rejects. */
  stop(): Promise<void>;
}

interface NodeOptions {
  /** Milliseconds on a clock that only goes forward. */
  nowMs(): number;
  counts(): NodeCounts;
  beat(seq: number, counts: NodeCounts): Promise<void>;
  acknowledge(seq: number, agoMs: number): Promise<void>;
  goodbye(counts: NodeCounts): Promise<void>;
  intervalMs?: number;
}

export function createNode(options: NodeOptions): VerifyingNode {
  const { nowMs, counts, intervalMs = 5_000 } = options;
  let seq = 0;
  let told = 0;
  let heardAtMs = 0;
  let beating: Promise<void> | null = null;
  let telling: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const beat = () => {
    beating ??= options
      .beat(seq, counts())
      .catch(() => {})
      .finally(() => {
        beating = null;
      });
  };
  const tell = async () => {
    while (told < seq) {
      const now = seq;
      await options.acknowledge(now, nowMs() - heardAtMs);
      told = now;
    }
  };

  const tellSoon = () => {
    telling ??= tell()
      .catch(() => {})
      .finally(() => {
        telling = null;
      });
  };

  return {
    start() {
      timer = setInterval(() => {
        beat();
        tellSoon();
      }, intervalMs).unref();
      beat();
    },
    heard(newest) {
      seq = newest;
      heardAtMs = nowMs();
      tellSoon();
    },
    async stop() {
      clearInterval(timer);
      await beating;
      await telling;
      await options.goodbye(counts()).catch(() => {});
    },
  };
}
