// Which stretches of a range are read from which roll-up: whole UTC days, and the one that is running, by the day, the rest
// by the quarter hour or hour. A day in which a bucket ends counts to the one that holds its noon, and what of it belongs to
// the other is moved there. Beyond what is kept so finely it stays where its noon is.
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

/** Of a day that a bucket's end cuts, the part without noon: counted with the day, though it belongs beside it. */
export interface Moved extends Span {
  /** The bucket to which it belongs, and the one that has the day's noon. */
  bucket: number;
  noon: number;
}

export interface Spans {
  fine: Span[];
  days: Span[];
  moved: Moved[];
  grain: Grain;
}

export interface Kept {
  /** Width of the finer roll-up, in milliseconds. */
  fineMs: number;
  /** Whether there is one by the day beside it. */
  byDay: boolean;
  /** Before this the finer one is not kept; null when it always is, "never" when there is none. */
  fineFrom: Date | "never" | null;
}

/** `starts` are the beginnings of the buckets in [from, to), the first of them `from`. */
export function spansOf(
  range: { from: Date; to: Date; now: Date; starts: readonly Date[] },
  kept: Kept,
): Spans {
  const { from, to, now, starts } = range;
  if (!kept.byDay) return finely(range, kept, { fine: [{ from, to }], days: [], moved: [], torn: false });
  const read: Read = { fine: [], days: [], moved: [], torn: false };
  let late = 0;
  for (let day = floorTo(from, DAY_MS); day < to; day = new Date(day.getTime() + DAY_MS)) {
    const next = new Date(day.getTime() + DAY_MS);
    while (late < starts.length && starts[late]! <= day) late += 1;
    const cut = starts[late] && starts[late]! < next ? starts[late]! : null;
    const isCutOnce = cut !== null && !(starts[late + 1] && starts[late + 1]! < next);
    const inside = day >= from && (next <= to || to >= now);
    const noon = new Date(day.getTime() + DAY_MS / 2);
    const isKept = kept.fineFrom === null || (kept.fineFrom !== "never" && day >= kept.fineFrom);
    if (inside && !cut) append(read.days, { from: day, to: next });
    else if (inside && isCutOnce && isKept) {
      append(read.days, { from: day, to: next });
      read.moved.push(
        cut <= noon
          ? { from: day, to: cut, bucket: late - 1, noon: late }
          : { from: cut, to: next, bucket: late, noon: late - 1 },
      );
    } else if (isKept) append(read.fine, { from: later(day, from), to: earlier(next, to) });
    else if (isRunning({ day, next }, range)) append(read.days, { from: day, to: next });
    else {
      read.torn = true;
      if (noon >= from && (noon < to || next > now)) append(read.days, { from: day, to: next });
    }
  }
  return finely(range, kept, read);
}

type Read = Pick<Spans, "fine" | "days" | "moved"> & { torn: boolean };

/** Whether a day that has not ended is meant as far as it has come. */
function isRunning(
  { day, next }: { day: Date; next: Date },
  { from, to, now, starts }: Parameters<typeof spansOf>[0],
) {
  const isCut = starts.some((start) => start > day && start < next);
  return day >= from && !isCut && next > now && now.getTime() - to.getTime() < HOUR_MS;
}

/** An hour counts to where its middle is; the one that is running, whole. Quarter hours always fit. */
function finely(
  { to, now, starts }: { to: Date; now: Date; starts: readonly Date[] },
  { fineMs }: Kept,
  { fine, days, moved, torn }: Read,
): Spans {
  const grainOr = (grain: Grain): Grain => (torn ? "utc-day" : grain);
  if (fineMs < HOUR_MS) return { fine, days, moved, grain: grainOr("exact") };
  const running = now.getTime() - to.getTime() < HOUR_MS && floorTo(now, HOUR_MS) <= to;
  const isRunning = (end: Date) => running && end.getTime() === to.getTime();
  const back = (date: Date) => new Date(date.getTime() - HOUR_MS / 2);
  const fits = (date: Date) => date.getTime() % HOUR_MS === 0;
  const all = [...fine, ...moved];
  const inside = starts.filter((start) => fine.some((span) => start >= span.from && start < span.to));
  const ends = all.map((span) => span.to).filter((end) => !isRunning(end));
  const exact = [...inside, ...ends, ...all.map((span) => span.from)].every(fits);
  const shifted = <Each extends Span>(spans: Each[]) =>
    spans.map((span) => ({
      ...span,
      from: back(span.from),
      to: isRunning(span.to) ? span.to : back(span.to),
    }));
  return { fine: shifted(fine), days, moved: shifted(moved), grain: grainOr(exact ? "exact" : "hour") };
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && last.to.getTime() === span.from.getTime()) last.to = span.to;
  else spans.push({ ...span });
}

const floorTo = (date: Date, ms: number) => new Date(Math.floor(date.getTime() / ms) * ms);
const later = (a: Date, b: Date) => (a > b ? a : b);
const earlier = (a: Date, b: Date) => (a < b ? a : b);
