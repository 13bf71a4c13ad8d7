// Which stretch of time is looked at. Relative ranges stay relative: they are worked out from `now` on every look.
// A range is half open, begins on a quarter hour, never reaches past `now`, and knows days of 23 and 25 hours.
import { TZDate } from "@date-fns/tz";
// One by one: the whole of date-fns costs every process a second at its start.
import { addDays } from "date-fns/addDays";
import { isValid } from "date-fns/isValid";
import { startOfDay } from "date-fns/startOfDay";
import { startOfMonth } from "date-fns/startOfMonth";
import { subDays } from "date-fns/subDays";
import { subMonths } from "date-fns/subMonths";
import { HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import {
  chooseGranularity,
  type Granularity,
  granularitiesFor,
  MAX_POINTS,
  type RangeId,
  type RelativeRange,
} from "#lib/shared/range.ts";

export interface RangeWish {
  range?: RangeId;
  /** For "custom": a day ("2026-03-29", both ends included) or an instant (RFC 3339). */
  from?: string;
  to?: string;
  granularity?: Granularity;
}

export interface Range {
  name: RangeId;
  from: Date;
  to: Date;
  zone: string;
  granularity: Granularity;
  /** The widths that may be chosen for it. */
  granularities: Granularity[];
}

export const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const LONGEST_MS = (MAX_POINTS - 2) * 30 * 24 * HOUR_MS;

const HOURS: Partial<Record<RangeId, number>> = { "15m": 0.25, "1h": 1, "6h": 6, "24h": 24 };
const DAYS: Partial<Record<RangeId, number>> = { "7d": 7, "30d": 30, "90d": 90 };

/** The range that is wished for, in `zone`. A custom range that makes no sense becomes `fallback`. */
export function resolveRange(
  wish: RangeWish,
  zone: string,
  now: Date,
  fallback: RelativeRange = "30d",
): Range {
  const wished = wish.range ?? (wish.from ? "custom" : fallback);
  const ends = wished === "custom" ? customEnds(wish, zone, now) : relativeEnds(wished, zone, now);
  const name = ends ? wished : fallback;
  const [from, end] = ends ?? relativeEnds(fallback, zone, now);
  // At the very start of a month nothing has passed yet; one millisecond keeps the running bucket in view.
  const to = new Date(Math.max(end.getTime(), from.getTime() + 1));
  const spanMs = to.getTime() - from.getTime();
  return {
    name,
    from,
    to,
    zone,
    granularity: chooseGranularity(spanMs, wish.granularity),
    granularities: granularitiesFor(spanMs),
  };
}

/** Days and months are whole, today's included; hours go back from the quarter hour that is running. */
function relativeEnds(name: RangeId, zone: string, now: Date): [Date, Date] {
  const today = startOfDay(new TZDate(now, zone));
  const hours = HOURS[name];
  if (hours !== undefined) return [floorQuarter(now.getTime() - hours * HOUR_MS), now];
  if (name === "mtd") return [plain(startOfMonth(today)), now];
  if (name === "period") return [plain(startOfMonth(new TZDate(now, "UTC"))), now];
  if (name === "12mo") return [plain(startOfMonth(subMonths(startOfMonth(today), 11))), now];
  return [plain(subDays(today, (DAYS[name] ?? 30) - 1)), now];
}

function customEnds(wish: RangeWish, zone: string, now: Date): [Date, Date] | null {
  const from = momentOf(wish.from, zone, 0);
  const to = wish.to === undefined ? now : momentOf(wish.to, zone, 1);
  if (!from || !to) return null;
  const start = floorQuarter(from.getTime());
  const end = new Date(Math.min(to.getTime(), now.getTime()));
  const spanMs = end.getTime() - start.getTime();
  return spanMs > 0 && spanMs <= LONGEST_MS ? [start, end] : null;
}

/** A day is its start in the zone, `plusDays` later; an instant is itself. Null when it is neither. */
function momentOf(text: string | undefined, zone: string, plusDays: number): Date | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (day) {
    const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])];
    const start = new TZDate(year, month - 1, date, zone);
    const real = isValid(start) && start.getMonth() === month - 1 && year > 1970;
    return real ? plain(startOfDay(addDays(start, plusDays))) : null;
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text ?? "")) return null;
  const instant = new Date(text ?? "");
  return isValid(instant) ? instant : null;
}

export const floorQuarter = (ms: number): Date =>
  new Date(Math.floor(ms / QUARTER_HOUR_MS) * QUARTER_HOUR_MS);

const plain = (date: Date): Date => new Date(date.getTime());
