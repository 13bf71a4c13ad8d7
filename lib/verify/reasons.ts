// Words for a limit that refuses.
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import type { LimitState } from "./limiter.ts";

/** "The limit minute allows 100 requests in 60 seconds. Try again in 41 seconds." */
export function limitReason(limit: LimitState): string {
  const { name, meter, windowMs, resetMs, kind } = limit;
  const span = windowMs === null ? "the life of this API key" : spanText(windowMs, kind === "quota");
  const again = resetMs === null ? "" : ` Try again in ${waitText(resetMs)}.`;
  return `The limit ${name} allows ${limit.limit} ${meter} in ${span}.${again}`;
}

/** What the holder of a key is told that was not even looked up. */
export function uncheckedReason(retryAfterSeconds: number): string {
  const again = `Try again in ${count(retryAfterSeconds, "second")}.`;
  return `Too many unknown API keys came from this address, so this one was not looked up. ${again}`;
}

function spanText(ms: number, calendar: boolean): string {
  if (!calendar) return waitText(ms);
  if (ms === DAY_MS) return "a calendar day (UTC)";
  return ms === 7 * DAY_MS ? "a calendar week (UTC)" : "a calendar month (UTC)";
}

function waitText(ms: number): string {
  if (ms <= 2 * MINUTE_MS) return count(Math.max(1, Math.ceil(ms / SECOND_MS)), "second");
  if (ms <= 2 * HOUR_MS) return count(Math.ceil(ms / MINUTE_MS), "minute");
  return ms <= 2 * DAY_MS ? count(Math.ceil(ms / HOUR_MS), "hour") : count(Math.ceil(ms / DAY_MS), "day");
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
