// Brings a database of any age to the present schema. Any number of starters may run it at once: one works, the rest wait.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import pRetry from "p-retry";
import { connect, type Sql } from "./client.ts";
import { ensureJobsSchema } from "./jobs-schema.ts";
import { ensureRoles } from "./roles.ts";

const LOCK = 7_306_001;
const OLDEST_VERSION = 150_000;
const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));
const PARTITIONS_AHEAD_DAYS = 7;

/** Thrown when the database cannot be used; the message is fit to be shown to an operator. */
export class MigrationError extends Error {}

/**
 * Creates the roles, applies what is missing, and sets policies and grants.
 * `databaseUrl` is the DSN of a superuser or of the database's owner with CREATEROLE.
 */
export async function migrate(options: { databaseUrl: string; databasePassword: string }): Promise<void> {
  const database = connect(options.databaseUrl, { max: 1, name: "keyhold migrate" });
  try {
    await database.sql`select pg_advisory_lock(${LOCK})`;
    await refuseOldServer(database.sql);
    await whileNobodyElse(() => ensureRoles(database.sql, options.databasePassword));
    await database.sql.unsafe("set role keyhold_owner");
    await applyMigrations(database.orm, { migrationsFolder: FOLDER });
    await applyWhenChanged(database.sql);
    await ensureJobsSchema(database.sql);
    await database.sql`select ensure_usage_partitions(current_date - 1, current_date + ${PARTITIONS_AHEAD_DAYS}::int)`;
  } finally {
    await database.close();
  }
}

/**
 * Roles belong to the whole server, where the lock, which is the database's, keeps nobody away: who alters one at
 * the same moment from beside another database ends with "tuple concurrently updated" (XX000).
 */
function whileNobodyElse(work: () => Promise<void>): Promise<void> {
  const shouldRetry = ({ error }: { error: Error }) => "code" in error && error.code === "XX000";
  return pRetry(work, { retries: 20, minTimeout: 20, maxTimeout: 1000, randomize: true, shouldRetry });
}

async function refuseOldServer(sql: Sql): Promise<void> {
  const [row] = await sql`select current_setting('server_version_num')::int as version, version() as text`;
  if (row && row.version < OLDEST_VERSION)
    throw new MigrationError(`Keyhold needs PostgreSQL 15 or newer; this server is ${row.text}.`);
}

/** Policies and functions are whole files, applied again when they or the migrations differ from the last time. */
async function applyWhenChanged(sql: Sql): Promise<void> {
  const [protection, changes, functions, unknownKeys] = await Promise.all(
    ["protection.sql", "changes.sql", "functions.sql", "unknown-keys.sql"].map(sqlFile),
  );
  const journal = await readFile(new URL("./migrations/meta/_journal.json", import.meta.url), "utf8");
  const files = `${protection}${changes}${functions}${unknownKeys}${journal}`;
  const digest = createHash("sha256").update(files).digest("hex");
  await sql`create table if not exists schema_marks (name text primary key, digest text not null)`;
  const [mark] = await sql`select digest from schema_marks where name = 'protection'`;
  if (mark?.digest === digest) return;
  await sql.begin(async (tx) => {
    await tx.unsafe(`${protection}\n${changes}`);
    await tx.unsafe("grant create on schema public to keyhold_platform; set local role keyhold_platform");
    await tx.unsafe(`${functions}\n${unknownKeys}`);
    await tx.unsafe("set local role keyhold_owner; revoke create on schema public from keyhold_platform");
    await tx`insert into schema_marks values ('protection', ${digest})
             on conflict (name) do update set digest = excluded.digest`;
  });
}

function sqlFile(name: string): Promise<string> {
  return readFile(new URL(`./sql/${name}`, import.meta.url), "utf8");
}
