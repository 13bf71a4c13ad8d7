// When in the week calls come: sums by its quarter hours, which every clock moves by.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { type DayShape, sliceOfShape } from "./day-shapes.ts";
import { matches, type UsageFilter } from "./filter.ts";
import type { Metric } from "./metric.ts";
import type { Offset } from "./offsets.ts";
import { type Segment, segmentsOf } from "./parts.ts";
import { rowsOf } from "./prepared.ts";
import { rollUpsFor } from "./roll-ups.ts";
import { SLICED, slicedSegments, slicesIn } from "./sliced.ts";
import { type Slice, sliceSpans } from "./slices.ts";
import type { Span } from "./spans.ts";

const DAY_QUARTERS = 96;
const QUARTER_MS = 15 * MINUTE_MS;
export const QUARTERS_OF_WEEK = 7 * DAY_QUARTERS;
/** 1970 began on a Thursday. */
export const FIRST_MONDAY = 3 * 96;

export interface QuarterSum {
  /** Which of the stretches between changes of the clock. */
  stretch: number;
  /** Of the week in UTC, from its Monday on. */
  quarter: number;
  amount: number;
}

const AMOUNTS: Partial<Record<Metric, SQL>> = {
  requests: sql`sum(u.requests::float8)`,
  refusals: sql`coalesce(sum(u.calls::float8) filter (where u.outcome <> 'VALID'), 0)`,
};
const CALLS = sql`sum(u.calls::float8)`;

/** Calls, requests or refusals. Of days that are shaped, each hour of the clock on the wall stands at its beginning. */
export async function sumByQuarter(
  tx: Tx,
  filter: UsageFilter,
  metric: Metric,
  offsets: readonly Offset[],
): Promise<QuarterSum[]> {
  const ask = { source: "calls", metric, by: "none", starts: [filter.from], timeOfDay: true } as const;
  const { shape } = rollUpsFor(filter, ask);
  const amount = AMOUNTS[metric] ?? CALLS;
  const byBucket = ({ from, where }: Segment) =>
    sql`select u.bucket, ${amount} as amount from ${from} where ${where} group by 1`;
  const { days, rest } = shape ? daysOfOneClock(filter, offsets) : { days: [], rest: [filter] };
  const finely = (span: Span) => segmentsOf({ ...filter, ...span }, ask).parts;
  const selects = rest.flatMap(finely).map(byBucket);
  if (shape && days.length > 0) {
    const meant = matches("calls", filter);
    const { fine, moment } = rollUpsFor(filter, ask);
    const [unshaped] = slicedSegments(shape, days, { table: fine!, moment, where: meant });
    selects.push(byBucket(unshaped!));
    selects.push(byHour(shape, meant, days, amount));
  }
  const starts = `{${offsets.map(({ from }) => from.toISOString()).join(",")}}`;
  const stretch =
    offsets.length > 1
      ? sql`greatest(width_bucket(bucket, (select ${starts}::text::timestamptz[])) - 1, 0)`
      : sql`0`;
  return rowsOf<QuarterSum>(
    tx,
    sql`
    with parts as (${sql.join(selects, sql` union all `)})
    select ${stretch} as stretch,
      ((date_part('epoch', bucket)::bigint / 900 + ${FIRST_MONDAY}::int) % ${QUARTERS_OF_WEEK}::int)::int as quarter,
      sum(amount) as amount
    from parts group by 1, 2`,
  );
}

/** A day of UTC that is over, in which no clock changes: `hour` is its first quarter hour that an hour begins with. */
type ClockDay = Slice & { hour: number };

/** Those of the range, and what is left of it. */
function daysOfOneClock(
  { from, to, now }: UsageFilter,
  offsets: readonly Offset[],
): { days: ClockDay[]; rest: Span[] } {
  const starts = [from, ...offsets.slice(1).map((offset) => offset.from)];
  const { fine, slices } = sliceSpans([{ from, to }], { slotMs: QUARTER_MS, starts, now });
  const isWhole = ({ first, end }: Slice) => first === 0 && end === DAY_QUARTERS;
  const clockOf = (day: Slice) => offsets.findLast((offset) => offset.from <= day.from) ?? offsets[0]!;
  const days = slices.filter(isWhole);
  return {
    days: days.map((day) => ({ ...day, hour: (4 - (clockOf(day).quarters % 4) + 4) % 4 })),
    rest: [...fine, ...slices.filter((slice) => !isWhole(slice))],
  };
}

function byHour(shape: DayShape, where: SQL, days: readonly ClockDay[], amount: SQL): SQL {
  const first = sql`greatest(span.hour - 4 + 4 * hours.place, 0)`;
  const slice = sliceOfShape(
    shape,
    sql`${where} and ${SLICED.day}`,
    first,
    sql`least(span.hour + 4 * hours.place, 96)`,
  );
  const list = slicesIn(shape, days, true, [days.map(({ hour }) => hour)], ["hour"]);
  return sql`
    select span.starts + ${first} * interval '15 minutes' as bucket, ${amount} as amount
    from ${list} cross join generate_series(0, 24) as hours (place) cross join lateral (${slice}) as u group by 1`;
}
