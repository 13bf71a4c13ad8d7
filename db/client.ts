// The only place that opens connections to Postgres.
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { drizzle, openDriver } from "./driver.ts";
import { driverTarget } from "./dsn.ts";
import * as schema from "./schema/index.ts";

export type Sql = postgres.Sql;

export interface Database {
  /** Typed queries. Domain code is handed a transaction and never this. */
  orm: PostgresJsDatabase<typeof schema>;
  /** The driver itself, for the hot path and for migrations. */
  sql: Sql;
  /** One more connection to the same database, which never waits behind the pool. Closed by whoever asked for it. */
  aside(options: AsideOptions): Pick<Database, "sql" | "close">;
  close(): Promise<void>;
}

export interface AsideOptions {
  /** Shown in pg_stat_activity. */
  name: string;
  /** Told of each notification that the connection listens for. */
  onNotify(): void;
  /** Told when the connection has ended; the next statement opens it again, and it has to listen anew. */
  onClose(): void;
}

export interface ConnectOptions {
  /** Connections at most; more than 10 are slower, not faster. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

const LONGEST_PAUSE_SECONDS = 1;

/** Opens a pool. `url` is a PostgreSQL DSN; a unix socket folder may stand in `?host=`. */
export function connect(url: string, { max = 10, name = "keyhold" }: ConnectOptions = {}): Database {
  const { dsn, options } = driverTarget(url);
  const usual = {
    ...options,
    onnotice: () => {},
    connect_timeout: 10,
    // The driver's own pause grows to 20 seconds, during which a database that came back would not be noticed.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, LONGEST_PAUSE_SECONDS),
  };
  const sql = openDriver(dsn, { ...usual, max, connection: { application_name: name } });
  return {
    orm: drizzle(sql, { schema }),
    sql,
    aside: ({ onNotify, onClose, ...own }) => {
      const one = openDriver(dsn, {
        ...usual,
        max: 1,
        connect_timeout: 2,
        max_lifetime: null,
        connection: { application_name: own.name },
        onclose: onClose,
        onnotify: onNotify,
      } as postgres.Options<Record<string, never>>);
      return { sql: one, close: () => one.end({ timeout: 0 }) };
    },
    close: () => sql.end({ timeout: 5 }),
  };
}
