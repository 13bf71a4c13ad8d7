// When in the week calls come: sums by its quarter hours, which every clock moves by.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import type { UsageFilter } from "./filter.ts";
import type { Metric } from "./metric.ts";
import type { Offset } from "./offsets.ts";
import { segmentsOf } from "./parts.ts";
import { rowsOf } from "./prepared.ts";

export const QUARTERS_OF_WEEK = 7 * 96;
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

/** Calls, requests or refusals. */
export async function sumByQuarter(
  tx: Tx,
  filter: UsageFilter,
  metric: Metric,
  offsets: readonly Offset[],
): Promise<QuarterSum[]> {
  const ask = { source: "calls", metric, by: "none", starts: [filter.from], timeOfDay: true } as const;
  const selects = segmentsOf(filter, ask).parts.map(
    ({ from, where }) =>
      sql`select u.bucket, ${AMOUNTS[metric] ?? CALLS} as amount from ${from} where ${where} group by 1`,
  );
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
