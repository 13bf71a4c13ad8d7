// npm does not pass SIGTERM on to what it runs. When the npm that started this process is gone, it ends too,
// so that a stopped `npm start` leaves nothing behind.
import { startedByNpm } from "#lib/core/env.ts";

const LOOK_MS = 500;
/** Read at once: a service clears its environment later. */
const byNpm = startedByNpm();

/** Calls `end` once when npm started this process and has died. */
export function whenOrphaned(end: () => void): void {
  if (!byNpm) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, LOOK_MS).unref();
}
