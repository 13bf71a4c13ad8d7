// Calendar months of a zone, by names such as "2026-10", which sort as they follow one another.
import { TZDate } from "@date-fns/tz";
// One by one: the whole of date-fns costs every process a second at its start.
import { addMonths } from "date-fns/addMonths";
import { getDaysInMonth } from "date-fns/getDaysInMonth";
import { startOfMonth } from "date-fns/startOfMonth";

/** Half open: `to` is the beginning of the next month. */
export interface MonthEnds {
  from: Date;
  to: Date;
  zone: string;
}

/** Days of a month on which a tenant was there. */
export interface Presence {
  days: number;
  of: number;
}

/** The month in which a moment is. */
export function monthAt(moment: Date, zone: string): string {
  const local = new TZDate(moment, zone);
  return nameOf(local.getFullYear(), local.getMonth());
}

/** The month so many months later; earlier where `by` is negative. */
export function shiftMonth(month: string, by: number): string {
  const [year, index] = partsOf(month);
  const shifted = new Date(Date.UTC(year, index + by, 1));
  return nameOf(shifted.getUTCFullYear(), shifted.getUTCMonth());
}

/** Every month from one to another, both included; none when the first is later. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = shiftMonth(month, 1)) months.push(month);
  return months;
}

export function endsOfMonth(month: string, zone: string): MonthEnds {
  const [year, index] = partsOf(month);
  // From its middle: its first midnight may not exist where clocks change.
  const middle = new TZDate(year, index, 15, 12, zone);
  return { from: plain(startOfMonth(middle)), to: plain(startOfMonth(addMonths(middle, 1))), zone };
}

/** From the day on which the tenant came; the whole month for one that was there before. */
export function presenceIn(month: string, zone: string, since: Date): Presence {
  const [year, index] = partsOf(month);
  const of = getDaysInMonth(new Date(year, index, 1));
  if (monthAt(since, zone) < month) return { days: of, of };
  return { days: of - new TZDate(since, zone).getDate() + 1, of };
}

function partsOf(month: string): [year: number, index: number] {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return [year, number - 1];
}

const nameOf = (year: number, index: number) => `${year}-${String(index + 1).padStart(2, "0")}`;
const plain = (date: Date): Date => new Date(date.getTime());
