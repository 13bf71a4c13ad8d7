// How far the clocks of a zone are from UTC over a stretch of time. Since 1972 they have all been off by quarter hours and
// have changed at quarter hours.
import { tzOffset } from "@date-fns/tz";
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";

const QUARTER_MS = 15 * MINUTE_MS;

export interface Offset {
  /** Since when; of the first, the beginning of the stretch. */
  from: Date;
  /** How many quarter hours ahead of UTC. */
  quarters: number;
}

/** In order, the first at `from`, another for each change before `to`. */
export function offsetsBetween(from: Date, to: Date, zone: string): Offset[] {
  const at = (ms: number) => Math.round(tzOffset(zone, new Date(ms)) / 15);
  const offsets: Offset[] = [{ from, quarters: at(from.getTime()) }];
  let quarters = offsets[0]!.quarters;
  for (let ms = from.getTime(); ms < to.getTime(); ms += DAY_MS) {
    const end = Math.min(ms + DAY_MS, to.getTime() - 1);
    if (at(end) === quarters) continue;
    const change = changeBetween(ms, end, (each) => at(each) === quarters);
    quarters = at(end);
    offsets.push({ from: new Date(change), quarters });
  }
  return offsets;
}

/** The first quarter hour in (before, after] for which `isOld` holds no more. */
function changeBetween(before: number, after: number, isOld: (ms: number) => boolean): number {
  let [low, high] = [Math.floor(before / QUARTER_MS), Math.ceil(after / QUARTER_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isOld(middle * QUARTER_MS)) low = middle;
    else high = middle;
  }
  return high * QUARTER_MS;
}
