// How long a session lives: thirty days at most, and not past fourteen days without a visit.
import { and, gt, isNull, type SQL } from "drizzle-orm";
import { sessions } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";

export const SESSION_MAX_MS = 30 * DAY_MS;
export const SESSION_IDLE_MS = 14 * DAY_MS;

/** The condition that a row of `sessions` is alive at `now`. */
export function isAlive(now: Date): SQL | undefined {
  return and(
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, now),
    gt(sessions.seenAt, new Date(now.getTime() - SESSION_IDLE_MS)),
  );
}
