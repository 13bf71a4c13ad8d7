// Does something again and again, one after the other, whatever happens to the last time.
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Log } from "#lib/core/log.ts";
import { oncePer } from "./once-per.ts";

export interface Repeating {
  /** There is something to do: the next turn comes now, or as soon as the one under way has ended. */
  hint(): void;
  /** Waits for the turn that is under way. */
  stop(): Promise<void>;
}

const COMPLAIN_EVERY_MS = 30_000;

export function repeat(everyMs: number, log: Log, work: () => Promise<void>): Repeating {
  const complain = oncePer(COMPLAIN_EVERY_MS, (error: unknown) => {
    const { code, cause } = toDomainError(error);
    log.warn({ code, err: cause }, "did not work; trying again");
  });
  let stopped = false;
  let again = false;
  let busy = false;
  let timer: NodeJS.Timeout;
  let turn: Promise<void> = Promise.resolve();
  const next = () => {
    busy = true;
    again = false;
    turn = work()
      .catch(complain)
      .then(() => {
        busy = false;
        if (!stopped) timer = setTimeout(next, again ? 0 : everyMs);
      });
  };
  next();
  return {
    hint() {
      again = true;
      if (busy || stopped) return;
      clearTimeout(timer);
      next();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
