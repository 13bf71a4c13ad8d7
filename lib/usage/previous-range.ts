// What a range is compared with: the same stretch, earlier, up to the same moment, so that an unfinished day
// is held against the same part of a day.
import { TZDate } from "@date-fns/tz";
// One by one: the whole of date-fns costs every process a second at its start.
import { differenceInCalendarDays } from "date-fns/differenceInCalendarDays";
import { startOfDay } from "date-fns/startOfDay";
import { subDays } from "date-fns/subDays";
import { subMonths } from "date-fns/subMonths";
import { floorQuarter, QUARTER_HOUR_MS, type Range } from "./range.ts";

export const COMPARISONS = ["none", "previous", "weekdays"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/**
 * The period before (`previous`), or the nearest one before that begins on the same weekday (`weekdays`).
 * Whole days move by calendar days and months by months, so that clock changes do not shift them.
 */
export function previousRange(range: Range, comparison: Exclude<Comparison, "none">): Range {
  const back = shiftOf(range, comparison);
  return { ...range, name: "custom", from: floorQuarter(back(range.from).getTime()), to: back(range.to) };
}

function shiftOf(range: Range, comparison: Exclude<Comparison, "none">): (date: Date) => Date {
  const local = (date: Date) => new TZDate(date, range.zone);
  const plain = (date: Date) => new Date(date.getTime());
  if (comparison === "previous" && range.name === "mtd") return (date) => plain(subMonths(local(date), 1));
  if (comparison === "previous" && range.name === "12mo") return (date) => plain(subMonths(local(date), 12));
  if (comparison === "previous" && range.name === "period")
    return (date) => plain(subMonths(new TZDate(date, "UTC"), 1));
  const days = daysOf(range);
  if (comparison === "weekdays") {
    const weeks = Math.max(1, Math.ceil(days / 7));
    return (date) => plain(subDays(local(date), weeks * 7));
  }
  if (startsWithDay(range)) return (date) => plain(subDays(local(date), days));
  const spanMs = floorQuarter(range.to.getTime() - range.from.getTime()).getTime();
  return (date) => new Date(date.getTime() - Math.max(spanMs, QUARTER_HOUR_MS));
}

/** Calendar days that the range touches. */
function daysOf({ from, to, zone }: Range): number {
  const last = new TZDate(to.getTime() - 1, zone);
  return differenceInCalendarDays(last, new TZDate(from, zone)) + 1;
}

function startsWithDay({ from, zone }: Range): boolean {
  return startOfDay(new TZDate(from, zone)).getTime() === from.getTime();
}
