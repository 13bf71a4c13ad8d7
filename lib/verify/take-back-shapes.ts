// Whoever stores something of a day that is over and shaped takes back, in the same statement, that its shapes stand:
// the day is then read finely until the worker shapes it again.
import type { PendingQuery, Row, TransactionSql } from "postgres";
import { SHAPED_WITH } from "#lib/shared/usage-grain.ts";

/** A common table expression, called `name`, over rows that have the moment `at`: a table, or one of the statement's. */
export function takeBackShapes(
  tx: TransactionSql,
  name: string,
  { rows, at, late }: { rows: string; at: "at" | "bucket"; late: keyof typeof SHAPED_WITH },
): PendingQuery<Row[]> {
  return tx`
    ${tx(name)} as (
      delete from shaped_days s using (select distinct (${tx(at)} at time zone 'UTC')::date as day from ${tx(rows)}) as d
      where s.day = d.day and s.about = any (${`{${SHAPED_WITH[late].join(",")}}`}::text::text[])
    )`;
}
