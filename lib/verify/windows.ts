// The windows of limits and the buckets in which their spending is kept. All times are milliseconds since 1970, UTC.
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import type { QuotaWindow, RateWindow } from "#lib/shared/limits.ts";

export type Window = RateWindow | QuotaWindow;

/** A sliding window is kept in this many buckets. */
export const SLICES = 20;

const WEEK_MS = 7 * DAY_MS;
/** 5 January 1970. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** The month that was asked about last: nearly all calls ask about the same one. */
let month = { fromMs: 0, toMs: 0 };
const RATE_MS: Record<RateWindow, number> = { "1s": SECOND_MS, "1m": MINUTE_MS, "1h": HOUR_MS, "1d": DAY_MS };

/** Whether the window slides, rather than follow the calendar. */
export function isSliding(window: Window): window is RateWindow {
  return Object.hasOwn(RATE_MS, window);
}

/** The beginning of the bucket in which something spent at `nowMs` is kept. */
export function bucketOf(window: Window, nowMs: number): number {
  if (isSliding(window)) return nowMs - (nowMs % (RATE_MS[window] / SLICES));
  if (window === "day") return nowMs - (nowMs % DAY_MS);
  if (window === "week") return nowMs - ((nowMs - FIRST_MONDAY_MS) % WEEK_MS);
  if (window === "month") return monthOf(nowMs).fromMs;
  return 0;
}

/** The last moment of a slice; of a calendar's bucket, its beginning, for there the moment says nothing. */
export function endOfBucket(window: Window, bucketMs: number): number {
  return isSliding(window) ? bucketMs + RATE_MS[window] / SLICES : bucketMs;
}

/** The longest that anything granted may be held. */
export const LONGEST_HELD_MS = 5 * MINUTE_MS;
const LONGEST_HELD_WINDOWS = 5;

/** The oldest bucket that may still count at `nowMs`: what it granted may have been held, and counts for a window more. */
export function oldestBucket(window: Window, nowMs: number): number {
  if (!isSliding(window)) return bucketOf(window, nowMs);
  // A slice more than would do, so that no clock's rounding matters.
  const part = 1 + 2 / SLICES;
  return bucketOf(window, nowMs - longestHeldMs(window) - part * RATE_MS[window]);
}

/** The longest that something granted of a rate may be held. */
export function longestHeldMs(window: RateWindow): number {
  return Math.min(LONGEST_HELD_MS, LONGEST_HELD_WINDOWS * RATE_MS[window]);
}

/** What was last spent before this counts no more; null where the calendar alone decides. */
export function countsFrom(window: Window, nowMs: number): number | null {
  return isSliding(window) ? nowMs - RATE_MS[window] : null;
}

/** The window's length; null for the life of a key. */
export function windowMs(window: Window, nowMs: number): number | null {
  if (isSliding(window)) return RATE_MS[window];
  if (window === "day") return DAY_MS;
  if (window === "week") return WEEK_MS;
  if (window === "month") return monthOf(nowMs).toMs - monthOf(nowMs).fromMs;
  return null;
}

/** When a calendar window ends; null for the life of a key. */
export function calendarEnd(window: QuotaWindow, nowMs: number): number | null {
  if (window === "day") return bucketOf("day", nowMs) + DAY_MS;
  if (window === "week") return bucketOf("week", nowMs) + WEEK_MS;
  return window === "month" ? monthOf(nowMs).toMs : null;
}

function monthOf(nowMs: number): typeof month {
  if (nowMs >= month.fromMs && nowMs < month.toMs) return month;
  const now = new Date(nowMs);
  const begin = (later: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + later);
  month = { fromMs: begin(0), toMs: begin(1) };
  return month;
}
