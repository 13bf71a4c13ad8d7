// How wide a bucket is. Chosen by the length of a range, and never so fine that a series has over 200 points.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";

export const GRANULARITIES = ["15m", "1h", "1d", "1w", "1mo"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export const MOST_POINTS = 200;

/** The shortest that a bucket of each width can be: a day may have 23 hours, a month 28 days. */
const SHORTEST_MS: Record<Granularity, number> = {
  "15m": 15 * MINUTE_MS,
  "1h": HOUR_MS,
  "1d": 23 * HOUR_MS,
  "1w": 7 * DAY_MS - HOUR_MS,
  "1mo": 28 * DAY_MS - HOUR_MS,
};

/** Roomier than the plain lengths by an hour, for ranges that span a day of 25 hours. */
const DEFAULTS: readonly [longestMs: number, granularity: Granularity][] = [
  [DAY_MS + HOUR_MS, "15m"],
  [3 * DAY_MS + HOUR_MS, "1h"],
  [92 * DAY_MS + HOUR_MS, "1d"],
  [200 * 7 * DAY_MS - 14 * DAY_MS, "1w"],
];

/** The widths that keep a range of `spanMs` within the limit, finest first; there is always one. */
export function granularitiesFor(spanMs: number): Granularity[] {
  const fitting = GRANULARITIES.filter(
    (granularity) => Math.ceil(spanMs / SHORTEST_MS[granularity]) + 1 <= MOST_POINTS,
  );
  return fitting.length > 0 ? fitting : ["1mo"];
}

/** `wanted` when it fits, else what a range of this length has by default. */
export function chooseGranularity(spanMs: number, wanted?: Granularity): Granularity {
  const fitting = granularitiesFor(spanMs);
  if (wanted && fitting.includes(wanted)) return wanted;
  const usual = DEFAULTS.find(([longestMs]) => spanMs <= longestMs)?.[1] ?? "1mo";
  return fitting.includes(usual) ? usual : fitting[0]!;
}
