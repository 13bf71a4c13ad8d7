// Who stops a shared server: the one that holds an advisory lock on an open connection. A process that is
// killed lets go of it at once, whatever becomes of its pid, so no file can lie about the owner.
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { openDriver } from "../driver.ts";
import { driverTarget } from "../dsn.ts";

const OWNER_LOCK = 5_447_001;
const RELOCK_MS = 250;

export interface Ownership {
  release(): Promise<void>;
}

/** True when the server behind `dsn` answers queries. */
export async function answers(dsn: string): Promise<boolean> {
  const sql = connect(dsn);
  return sql`select 1`
    .then(
      () => true,
      () => false,
    )
    .finally(() => sql.end({ timeout: 1 }));
}

/** True while some process owns the server. */
export async function isOwned(dsn: string): Promise<boolean> {
  const sql = connect(dsn);
  const held = sql`select 1 from pg_locks where locktype = 'advisory' and objid = ${OWNER_LOCK} and granted`;
  return held
    .then(
      (rows) => rows.length > 0,
      () => false,
    )
    .finally(() => sql.end({ timeout: 1 }));
}

/** Becomes the owner, or null when another process is. Holds on through a restart of the server's sessions. */
export async function tryOwn(dsn: string): Promise<Ownership | null> {
  let released = false;
  const sql = connect(dsn, () => {
    if (!released) void relock();
  });
  const lock = async () => (await sql`select pg_try_advisory_lock(${OWNER_LOCK}) as held`)[0]?.held === true;

  async function relock(): Promise<void> {
    await sleep(RELOCK_MS, undefined, { ref: false });
    if (!released) await lock().catch(() => false);
  }

  async function release(): Promise<void> {
    released = true;
    await sql.end({ timeout: 1 });
  }

  if (await lock().catch(() => false)) return { release };
  await release();
  return null;
}

function connect(dsn: string, onclose?: () => void): postgres.Sql {
  const target = driverTarget(dsn);
  return openDriver(target.dsn, {
    ...target.options,
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "keyhold-embedded" },
    onclose,
  });
}
