// Which stretches of a range are read from which roll-up: whole UTC days by the day where no bucket ends inside them,
// the rest by the quarter hour or hour. Beyond what is kept so finely a day counts to the bucket that holds its noon.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";

/** Half open, of the moments at which rows of a roll-up begin. */
export interface Span {
  from: Date;
  to: Date;
}

/**
 * How exactly rows of roll-ups fit the buckets: "exact", or whole hours or UTC days that count to the bucket in which
 * their middle is.
 */
export type Grain = "exact" | "hour" | "utc-day";

export interface Spans {
  fine: Span[];
  days: Span[];
  grain: Grain;
}

export interface Kept {
  /** Width of the finer roll-up, in milliseconds. */
  fineMs: number;
  /** Whether there is one by the day beside it. */
  byDay: boolean;
  /** Before this the finer one is not kept; null when it always is. */
  fineFrom: Date | null;
}

/** `starts` are the beginnings of the buckets in [from, to), the first of them `from`. */
export function spansOf(
  range: { from: Date; to: Date; now: Date; starts: readonly Date[] },
  kept: Kept,
): Spans {
  const { from, to, starts } = range;
  if (!kept.byDay) return finely(range, kept, [{ from, to }], []);
  const fine: Span[] = [];
  const days: Span[] = [];
  let late = 0;
  let torn = false;
  for (let day = floorTo(from, DAY_MS); day < to; day = new Date(day.getTime() + DAY_MS)) {
    const next = new Date(day.getTime() + DAY_MS);
    while (late < starts.length && starts[late]! <= day) late += 1;
    const cut = late < starts.length && starts[late]! < next;
    const whole = day >= from && next <= to && !cut;
    if (whole) append(days, { from: day, to: next });
    else if (!kept.fineFrom || day >= kept.fineFrom)
      append(fine, { from: later(day, from), to: earlier(next, to) });
    else {
      torn = true;
      const noon = new Date(day.getTime() + DAY_MS / 2);
      if (noon >= from && noon < to) append(days, { from: day, to: next });
    }
  }
  const spans = finely(range, kept, fine, days);
  return torn ? { ...spans, grain: "utc-day" } : spans;
}

/** An hour counts to where its middle is; the one that is running, whole. Quarter hours always fit. */
function finely(
  { to, now, starts }: { to: Date; now: Date; starts: readonly Date[] },
  { fineMs }: Kept,
  fine: Span[],
  days: Span[],
): Spans {
  if (fineMs < HOUR_MS) return { fine, days, grain: "exact" };
  const running = now.getTime() - to.getTime() < HOUR_MS && floorTo(now, HOUR_MS) <= to;
  const isRunning = (end: Date) => running && end.getTime() === to.getTime();
  const back = (date: Date) => new Date(date.getTime() - HOUR_MS / 2);
  const fits = (date: Date) => date.getTime() % HOUR_MS === 0;
  const inside = starts.filter((start) => fine.some((span) => start >= span.from && start < span.to));
  const ends = fine.map((span) => span.to).filter((end) => !isRunning(end));
  const exact = [...inside, ...ends, ...fine.map((span) => span.from)].every(fits);
  const shifted = fine.map((span) => ({
    from: back(span.from),
    to: isRunning(span.to) ? span.to : back(span.to),
  }));
  return { fine: shifted, days, grain: exact ? "exact" : "hour" };
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && last.to.getTime() === span.from.getTime()) last.to = span.to;
  else spans.push({ ...span });
}

const floorTo = (date: Date, ms: number) => new Date(Math.floor(date.getTime() / ms) * ms);
const later = (a: Date, b: Date) => (a > b ? a : b);
const earlier = (a: Date, b: Date) => (a < b ? a : b);
