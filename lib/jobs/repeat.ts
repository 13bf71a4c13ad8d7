// Does something again and again, one after the other, whatever happens to the last time.
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Log } from "#lib/core/log.ts";

export interface Repeating {
  /** Waits for the turn that is under way. */
  stop(): Promise<void>;
}

export function repeat(everyMs: number, log: Log, work: () => Promise<void>): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let turn: Promise<void> = Promise.resolve();
  const next = () => {
    turn = attempt(log, work).then(() => {
      if (!stopped) timer = setTimeout(next, everyMs);
    });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}

async function attempt(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, cause } = toDomainError(error);
    log.warn({ code, err: cause }, "will try again");
  }
}
