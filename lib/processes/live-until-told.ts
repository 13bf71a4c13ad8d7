// The rest of a service's life: it says that it is ready and ends on a signal, or when its supervisor is gone.
import { fail } from "./fail.ts";
import { whenOrphaned } from "./when-orphaned.ts";

/** For what is under way when the supervisor vanishes. */
const ORPHAN_GRACE_MS = 2_000;

/** Ends the process with `stop` on SIGTERM, on SIGINT when no supervisor will say SIGTERM, and without a supervisor. */
export function liveUntilTold(stop: () => Promise<void>): void {
  const supervised = process.connected;
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    stop().then(() => process.exit(0), fail);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", () => {
    if (!supervised) end();
  });
  if (!supervised) whenOrphaned(end);
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), ORPHAN_GRACE_MS);
    end();
  });
  process.send?.({ ready: true });
}
