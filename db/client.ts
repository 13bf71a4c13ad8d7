// The only place that opens connections to Postgres.
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { driverTarget } from "./dsn.ts";
import * as schema from "./schema/index.ts";

export type Sql = postgres.Sql;

export interface Database {
  /** Typed queries. Domain code is handed a transaction and never this. */
  orm: PostgresJsDatabase<typeof schema>;
  /** The driver itself, for the hot path and for migrations. */
  sql: Sql;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Connections at most; more than 10 are slower, not faster. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

/** Opens a pool. `url` is a PostgreSQL DSN; a unix socket folder may stand in `?host=`. */
export function connect(url: string, { max = 10, name = "keyhold" }: ConnectOptions = {}): Database {
  const { dsn, options } = driverTarget(url);
  const sql = postgres(dsn, {
    ...options,
    max,
    onnotice: () => {},
    connect_timeout: 10,
    connection: { application_name: name },
  });
  return { orm: drizzle(sql, { schema }), sql, close: () => sql.end({ timeout: 5 }) };
}
