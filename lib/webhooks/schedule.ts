// When a message is tried again that was not taken: the schedule of Standard Webhooks 1.0, with jitter, so that a receiver
// that comes back is not met by everything at once.
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";

const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
const JITTER = 0.1;

/** How long after the `tries`-th try the next one comes, or null when that was the last. `random` is from 0 to 1. */
export function waitAfter(tries: number, random: number): number | null {
  const wait = WAITS_MS[tries - 1];
  return wait === undefined ? null : Math.round(wait * (1 + JITTER * random));
}
