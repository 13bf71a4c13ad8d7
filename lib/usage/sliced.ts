// Days that are over, as segments of an answer: of those whose shape stands a slice of it, of the others rows of a roll-up.
import { type SQL, sql } from "drizzle-orm";
import { type DayShape, sliceOfShape, standsFor } from "./day-shapes.ts";
import { listOf, within } from "./filter.ts";
import type { Segment } from "./parts.ts";
import type { Slice } from "./slices.ts";

const DAY = sql`date_bin('1 day', span.starts, 'epoch')`;

/** Of a slice in a list that is called `span`: the condition on rows of a shape, and its slots. */
export const SLICED = { day: sql`u.bucket = ${DAY}`, first: sql`span.first`, end: sql`span.last` };

/** Of the slices those whose shapes stand, or the others, called `span`: starts, ends, first, last and `names`. */
export function slicesIn(
  { about }: DayShape,
  slices: readonly Slice[],
  stands: boolean,
  columns: readonly (readonly number[])[] = [],
  names: readonly string[] = [],
): SQL {
  const slots = [slices.map(({ first }) => first), slices.map(({ end }) => end)];
  const named = sql.raw(["starts", "ends", "first", "last", ...names].join(", "));
  return sql`(
    select * from ${listOf(slices, ...slots, ...columns)} as span (${named})
    where ${stands ? sql`` : sql`not `}${standsFor(about, DAY)} offset 0
  ) as span`;
}

/** `table` and `moment` are those of the roll-up that holds the same. */
export function slicedSegments(
  shape: DayShape,
  slices: readonly Slice[],
  { table, moment, where }: { table: SQL; moment: SQL; where: SQL },
): Segment[] {
  const rows = sql`select * from ${table} u where ${where} and ${within(sql`u.bucket`, sql`span.starts`, sql`span.ends`)}`;
  const slice = sliceOfShape(shape, sql`${where} and ${SLICED.day}`, SLICED.first, SLICED.end);
  const from = (stands: boolean, each: SQL) =>
    sql`${slicesIn(shape, slices, stands)} cross join lateral (${each} offset 0) as u`;
  return [
    { moment, from: from(false, rows), where: sql`true` },
    {
      moment,
      from: from(true, sql`select span.starts as bucket, u.* from (${slice}) as u`),
      where: sql`true`,
      isOfAllOutcomes: shape.sums.includes("refusals"),
    },
  ];
}
