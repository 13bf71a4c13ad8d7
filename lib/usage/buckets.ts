// The buckets of a range, made by Postgres in the zone of whoever looks.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import type { Granularity } from "#lib/shared/range.ts";
import { rowsOf } from "./prepared.ts";
import type { Range } from "./range.ts";

/** Half open. The first and the last of a range may be cut short by its ends; `end` is then where it would have ended. */
export interface Bucket {
  start: Date;
  end: Date;
}

const STEPS: Record<Granularity, string> = {
  "15m": "15 minutes",
  "1h": "1 hour",
  "1d": "1 day",
  "1w": "1 week",
  "1mo": "1 month",
};

/** All buckets of a range in order, without gaps, the first beginning where the range does. */
export async function listBuckets(tx: Tx, range: Range): Promise<Bucket[]> {
  const from = range.from.toISOString();
  const to = range.to.toISOString();
  const rows = await rowsOf<{ starts: number; ends: number }>(
    tx,
    range.granularity === "15m" || range.granularity === "1h"
      ? sql`
        with s as (
          select start from generate_series(
            ${range.granularity === "15m" ? sql`${from}::timestamptz` : sql`date_trunc('hour', ${from}::timestamptz, ${range.zone})`},
            ${to}::timestamptz, ${STEPS[range.granularity]}::interval) start
        )
        select ${millis(sql`greatest(start, ${from}::timestamptz)`)} as starts,
               ${millis(sql`start + ${STEPS[range.granularity]}::interval`)} as ends
        from s where start < ${to}::timestamptz order by start`
      : sql`
        with s as (
          select ${instant(sql`local`, range.zone)} as start,
                 ${instant(sql`local + ${STEPS[range.granularity]}::interval`, range.zone)} as next
          from generate_series(
            date_trunc(${UNITS[range.granularity]}, ${from}::timestamptz at time zone ${range.zone}),
            ${to}::timestamptz at time zone ${range.zone}, ${STEPS[range.granularity]}::interval) local
        )
        select ${millis(sql`greatest(start, ${from}::timestamptz)`)} as starts, ${millis(sql`next`)} as ends
        from s where start < ${to}::timestamptz and next > ${from}::timestamptz order by start`,
  );
  return rows.map((row) => ({ start: new Date(row.starts), end: new Date(row.ends) }));
}

const UNITS: Record<Exclude<Granularity, "15m" | "1h">, string> = {
  "1d": "day",
  "1w": "week",
  "1mo": "month",
};

const millis = (moment: ReturnType<typeof sql>) => sql`(extract(epoch from ${moment}) * 1000)::float8`;

/** The first instant at which a wall clock shows `local`; Postgres alone would take the second, where a clock goes back. */
function instant(local: ReturnType<typeof sql>, zone: string) {
  const at = sql`((${local}) at time zone ${zone})`;
  return sql`case when (${at} - interval '1 hour') at time zone ${zone} >= (${local})
    then ${at} - interval '1 hour' else ${at} end`;
}
