// The stretches of roll-ups that an answer is summed from: days, parts of days, and what is moved between buckets.
import { type SQL, sql } from "drizzle-orm";
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { type DayShape, PASSING } from "./day-shapes.ts";
import { matches, rowsWithin, type UsageFilter } from "./filter.ts";
import type { Metric } from "./metric.ts";
import { type Corrections, movedOf, movedSlices, sumsOf } from "./part-sums.ts";
import { floorQuarter } from "./range.ts";
import { keptOf, rollUpsFor } from "./roll-ups.ts";
import type { Group } from "./schemas.ts";
import { slicedSegments } from "./sliced.ts";
import { type Slice, sliceOf, sliceSpans, wholeDays } from "./slices.ts";
import type { Source } from "./sources.ts";
import { type Grain, type Kept, type Span, type Spans, spansOf } from "./spans.ts";

export interface Ask {
  source: Source;
  metric: Metric;
  by: Group;
  /** The beginnings of the buckets, in order. */
  starts: readonly Date[];
  /** Keys or tenants that are told apart; all others are one group. */
  only?: readonly string[];
  /** Whether nothing may be read by the day, as the time of day is asked for. */
  timeOfDay?: boolean;
}

/** A stretch of one roll-up: rows of `from`, called `u`, that count at `moment`. */
export interface Segment {
  from: SQL;
  moment: SQL;
  where: SQL;
  /** Whether its rows hold refusals as a sum, and no outcomes. */
  isOfAllOutcomes?: boolean;
}

export interface Parts<Part> {
  parts: Part[];
  grain: Grain;
  /** How many days of it are read from the finer roll-up. */
  fineDays: number;
}

/**
 * What to sum for a filter and a question, as selects that are put together with union all; never none. Of percentiles
 * they are rows of histograms, with the bucket (`noon`) that they were counted to before, if they were.
 */
export function partsOf(filter: UsageFilter, ask: Ask): Parts<SQL> {
  const { parts, moved, ...rest } = read(filter, ask);
  return { parts: [...parts.map((segment) => sumsOf(segment, ask)), ...corrections(moved, ask)], ...rest };
}

/** Which rows of which roll-ups a filter and a question mean that has one bucket, or asks for the time of day. */
export function segmentsOf(filter: UsageFilter, ask: Ask): Parts<Segment> {
  const { moved, ...all } = read(filter, ask);
  if (moved) throw new Error("a single bucket ends within no day");
  return all;
}

function read(filter: UsageFilter, ask: Ask): Parts<Segment> & { moved: Moving } {
  const rollUps = rollUpsFor(filter, ask);
  const { fine, days, moment, fineMs, shape } = rollUps;
  const kept = keptOf(rollUps, ask, filter.now);
  const spans = spansOf({ ...filter, starts: ask.starts }, kept);
  const where = matches(ask.source, filter);
  const parts: Segment[] = [];
  const add = (table: SQL, at: SQL, column: SQL, each: readonly Span[]) =>
    parts.push({ moment: at, ...rowsWithin(table, where, column, each) });
  const finely = sliceFine(spans, shape && !ask.timeOfDay ? { slotMs: fineMs, ...ask, ...filter } : null);
  if (fine && (finely.fine.length > 0 || !days)) add(fine, moment, ...columnOf(ask.source, finely.fine));
  if (fine && shape && finely.slices.length > 0)
    parts.push(...slicedSegments(shape, finely.slices, { table: fine, moment, where }));
  const { shorter } = rollUps;
  const [long, short] = shorter ? shorterDays(spans.days, kept, shorter) : [spans.days, []];
  if (days && shorter && short.length > 0)
    parts.push(...slicedSegments(shorter, short, { table: days, moment: NOON, where }));
  if (days && (long.length > 0 || parts.length === 0)) add(days, NOON, sql`u.bucket`, long);
  const fineSpan = [...spans.fine, ...spans.moved].reduce(
    (sum, { from, to }) => sum + to.getTime() - from.getTime(),
    0,
  );
  const moved =
    fine && spans.moved.length > 0 ? { table: fine, where, spans: spans.moved, shape, fineMs } : null;
  return { parts, moved, grain: spans.grain, fineDays: fineSpan / DAY_MS };
}

type Moving = (Corrections & { shape: DayShape | null; fineMs: number }) | null;

function corrections(moved: Moving, ask: Ask): SQL[] {
  if (!moved) return [];
  const { shape, fineMs, spans } = moved;
  if (!shape) return [movedOf(moved, ask)];
  return movedSlices({ ...moved, shape, spans: spans.map((span) => sliceOf(span, fineMs)) }, ask);
}

function sliceFine(spans: Spans, by: Parameters<typeof sliceSpans>[1] | null) {
  return by ? sliceSpans(spans.fine, by) : { fine: spans.fine, slices: [] };
}

/** Shapes that go with finer roll-ups tell days for as long as those do. */
function shorterDays(
  days: readonly Span[],
  { fineFrom }: Kept,
  { about, slotMs }: DayShape,
): [Span[], Slice[]] {
  const whole = wholeDays(days, slotMs);
  if (!PASSING.includes(about) || !(fineFrom instanceof Date)) return [[], whole];
  return [whole.filter(({ from }) => from < fineFrom), whole.filter(({ from }) => from >= fineFrom)];
}

const NOON = sql`u.bucket + interval '12 hours'`;

/** A running quarter hour counts whole in roll-ups, and so it does where calls are read one by one. */
function columnOf(source: Source, spans: readonly Span[]): [column: SQL, spans: readonly Span[]] {
  if (source !== "events") return [sql`u.bucket`, spans];
  return [sql`u.at`, spans.map(({ from, to }) => ({ from, to: ceilQuarter(to) }))];
}

const ceilQuarter = (date: Date) => floorQuarter(date.getTime() + 15 * MINUTE_MS - 1);
