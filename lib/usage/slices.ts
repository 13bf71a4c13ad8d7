// Parts of UTC days that are over, each within one bucket, among what is read finely: a shaped day tells them at once.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { Span } from "./spans.ts";

/** `first` and `end` are slots of its UTC day, half open; the span holds the beginnings of just those. */
export interface Slice extends Span {
  first: number;
  end: number;
}

/** A shorter part is as quickly read slot by slot. */
const LEAST_MS = 2 * HOUR_MS;

/** `fine` and the slices together hold what was given; `fine` alone when nothing is worth a slice. */
export function sliceSpans(
  given: readonly Span[],
  { slotMs, starts, now }: { slotMs: number; starts: readonly Date[]; now: Date },
): { fine: Span[]; slices: Slice[] } {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  // An hour counts where its middle is.
  const middle = slotMs < HOUR_MS ? 0 : slotMs / 2;
  const cuts = starts.map((start) => firstSlot(start.getTime() - middle, slotMs));
  const fine: Span[] = [];
  const slices: Slice[] = [];
  for (const span of given)
    for (const piece of pieces(span, cuts, slotMs)) {
      const isLong = piece.to.getTime() - piece.from.getTime() >= LEAST_MS;
      if (isLong && piece.from.getTime() < today) slices.push(sliceOf(piece, slotMs));
      else if (fine.at(-1)?.to.getTime() === piece.from.getTime()) fine.at(-1)!.to = piece.to;
      else fine.push({ ...piece });
    }
  return slices.length > 0 ? { fine, slices } : { fine: [...given], slices };
}

/** A span within one UTC day, which may begin or end within a slot: those count that begin in it. */
export function sliceOf<Each extends Span>(span: Each, slotMs: number): Each & Slice {
  const [from, to] = [firstSlot(span.from.getTime(), slotMs), firstSlot(span.to.getTime(), slotMs)];
  const day = Math.floor(from / DAY_MS) * DAY_MS;
  const slots = { first: (from - day) / slotMs, end: (to - day) / slotMs };
  return { ...span, from: new Date(from), to: new Date(to), ...slots };
}

/** Each day of the spans, whole. */
export function wholeDays(spans: readonly Span[], slotMs: number): Slice[] {
  return spans.flatMap(({ from, to }) =>
    Array.from({ length: (to.getTime() - from.getTime()) / DAY_MS }, (_, place) => {
      const day = new Date(from.getTime() + place * DAY_MS);
      return { from: day, to: new Date(day.getTime() + DAY_MS), first: 0, end: DAY_MS / slotMs };
    }),
  );
}

/** Parted where UTC days begin and where buckets do. */
function pieces({ from, to }: Span, cuts: readonly number[], slotMs: number): Span[] {
  const [start, end] = [firstSlot(from.getTime(), slotMs), firstSlot(to.getTime(), slotMs)];
  const midnights: number[] = [];
  for (let day = Math.ceil(start / DAY_MS) * DAY_MS; day < end; day += DAY_MS) midnights.push(day);
  const inside = [...midnights, ...cuts].filter((cut) => cut > start && cut < end);
  const ends = [start, ...new Set(inside.toSorted((one, other) => one - other)), end];
  return ends.slice(1).map((each, index) => ({ from: new Date(ends[index]!), to: new Date(each) }));
}

/** The first slot that does not begin before. */
const firstSlot = (ms: number, slotMs: number) => Math.ceil(ms / slotMs) * slotMs;
