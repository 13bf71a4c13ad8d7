// What a period will come to, from the last weeks: each weekday at its own pace, and one strange day changes little.
// Paces are per hour, so that days of 23 and 25 hours weigh what they are.

/** A whole day that has passed. `weekday` is 0 for Sunday. */
export interface DayUse {
  weekday: number;
  hours: number;
  used: number;
}

/** A day that is still to come, or what is left of today. */
export interface DayAhead {
  weekday: number;
  hours: number;
  start: Date;
}

export interface Pace {
  /** Per hour, by weekday. */
  rates: readonly number[];
  /** By how much a day usually misses its estimate. */
  spread: number;
  /** How many days it was learnt from. */
  days: number;
}

/** What the whole period will come to; eight of ten times between `low` and `high`. */
export interface Forecast {
  expected: number;
  low: number;
  high: number;
}

/** Fewer whole days than this say nothing. */
export const FEWEST_DAYS = 3;
/** So many of one weekday have a pace of their own. */
const OWN_PACE = 3;
/** Eight of ten, in standard deviations. */
const EIGHT_OF_TEN = 1.28;
/** From the median of deviations to a standard deviation. */
const FROM_MEDIAN = 1.4826;

/** The pace of `days`, oldest first; days before the first use do not count. Null when too few are left. */
export function paceOf(days: readonly DayUse[]): Pace | null {
  const first = days.findIndex(({ used }) => used > 0);
  const seen = first < 0 ? [] : days.slice(first);
  if (seen.length < FEWEST_DAYS) return null;
  // Of days that are mostly quiet the median is nothing at all, which would promise that nothing ever happens again.
  const mostlyQuiet = seen.filter(({ used }) => used > 0).length * 2 <= seen.length;
  const middle = mostlyQuiet ? mean : median;
  const whole = middle(seen.map(rateOf));
  const rates = Array.from({ length: 7 }, (_, weekday) => {
    const own = seen.filter((day) => day.weekday === weekday);
    return own.length >= OWN_PACE && !mostlyQuiet ? median(own.map(rateOf)) : whole;
  });
  const misses = seen.map((day) => Math.abs(day.used - (rates[day.weekday] ?? 0) * day.hours));
  const spread = mostlyQuiet
    ? Math.sqrt(mean(misses.map((miss) => miss ** 2)))
    : median(misses) * FROM_MEDIAN;
  return { rates, spread, days: seen.length };
}

/** The end of a period of which `used` is spent and `ahead` is left. Never less than what is spent already. */
export function forecast(pace: Pace, used: number, ahead: readonly DayAhead[]): Forecast {
  const expected = ahead.reduce((sum, day) => sum + paceIn(pace, day) * day.hours, used);
  const left = ahead.reduce((sum, { hours }) => sum + hours, 0) / 24;
  // Days miss by chance, each for itself; the pace itself may be wrong, and then all of them miss together.
  const miss = EIGHT_OF_TEN * pace.spread * Math.sqrt(left + left ** 2 / pace.days);
  return { expected, low: Math.max(used, expected - miss), high: expected + miss };
}

/** When `left` will be spent, or null when that does not happen within `ahead`. */
export function runsOutAt(pace: Pace, left: number, ahead: readonly DayAhead[]): Date | null {
  let open = left;
  for (const day of ahead) {
    const rate = paceIn(pace, day);
    if (rate > 0 && rate * day.hours >= open)
      return new Date(day.start.getTime() + (open / rate) * 3_600_000);
    open -= rate * day.hours;
  }
  return null;
}

const rateOf = ({ used, hours }: DayUse) => used / hours;
const paceIn = (pace: Pace, { weekday }: DayAhead) => pace.rates[weekday] ?? 0;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
