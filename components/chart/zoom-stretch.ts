// Where zooming and moving in time leads: half of a stretch, twice of it, as much before and after it.
// Whole days stay whole days of the zone, so that clock changes shift nothing.
import type { TimeSeriesData } from "#components/chart/series.ts";
import { formatTime } from "#lib/shared/format.ts";
import { GRANULARITIES } from "#lib/shared/range.ts";

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const SHORTEST_MS = 2 * QUARTER_MS;
const MOST_DAYS = 732;

/** As `from` and `to` of an address: days, both included, or instants. */
export interface Ends {
  from: string;
  to: string;
}

export type Move = "earlier" | "later" | "in" | "out";

/** Null where a move leads nowhere: beyond `now` (milliseconds), too close, too far. */
export function zoomed(
  data: Pick<TimeSeriesData, "buckets" | "timeZone" | "granularity">,
  now: number,
): Record<Move, Ends | null> {
  const from = Date.parse(data.buckets[0] ?? "");
  const to = Math.min(now, endOf(data.buckets.at(-1) ?? "", data.granularity));
  if (!(from < to)) return { earlier: null, later: null, in: null, out: null };
  const wholeDays = to - from > 2 * DAY_MS && formatTime(from, data.timeZone) === "00:00";
  const day = (ms: number) => dayOf(ms, data.timeZone);
  return wholeDays ? byDays(day(from), day(to - 1), day(now)) : byQuarters(from, to, now);
}

/** When a bucket ends, as far as that can be told without the zone. */
export function endOf(start: string, granularity: TimeSeriesData["granularity"]): number {
  return Date.parse(start) + (GRANULARITIES.find(({ id }) => id === granularity)?.ms ?? 0);
}

/** Days as their numbers since 1970. */
function byDays(first: number, last: number, today: number): Record<Move, Ends | null> {
  const days = last - first + 1;
  const half = Math.max(1, Math.floor(days / 2));
  const start = first + Math.floor((days - half) / 2);
  const wide = Math.ceil(days / 2);
  return {
    earlier: dates(first - days, first - 1),
    later: last < today ? dates(last + 1, Math.min(today, last + days)) : null,
    in: dates(start, start + half - 1),
    out: days * 2 <= MOST_DAYS ? dates(first - wide, Math.min(today, last + wide)) : null,
  };
}

function byQuarters(from: number, to: number, now: number): Record<Move, Ends | null> {
  const span = Math.ceil((to - from) / QUARTER_MS) * QUARTER_MS;
  const half = Math.max(SHORTEST_MS, Math.floor(span / 2 / QUARTER_MS) * QUARTER_MS);
  const start = from + Math.floor((span - half) / 2 / QUARTER_MS) * QUARTER_MS;
  const wide = Math.ceil(span / 2 / QUARTER_MS) * QUARTER_MS;
  return {
    earlier: instants(from - span, from),
    later: to < now - QUARTER_MS ? instants(to, Math.min(now, to + span)) : null,
    in: span > SHORTEST_MS ? instants(start, start + half) : null,
    out: instants(from - wide, Math.min(now, to + wide)),
  };
}

const dates = (first: number, last: number): Ends => ({ from: dateText(first), to: dateText(last) });
const dateText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const instants = (from: number, to: number): Ends => ({ from: instantText(from), to: instantText(to) });
const instantText = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

function dayOf(ms: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(ms);
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS;
}
