// Statements that are planned once for each connection, which costs less than to plan them each time. Only for texts of
// which there are few: lists are given as one parameter each, and nothing that was typed stands in a text.
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Tx } from "#db/tenant.ts";

const dialect = new PgDialect();

/** `isPlanned` says whether its plan is kept. Without, Postgres plans it for what is asked, which single calls need. */
export function rowsOf<Row extends object>(tx: Tx, query: SQL, isPlanned = true): Promise<Row[]> {
  const name = isPlanned ? "usage" : undefined;
  return tx._.session.prepareQuery(dialect.sqlToQuery(query), undefined, name, false).execute() as Promise<
    Row[]
  >;
}
