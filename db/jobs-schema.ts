// The job queue's own tables (schema "pgboss"), made and brought up to date at migration time,
// so that the worker needs no right to create anything.
import { getConstructionPlans, getMigrationPlans } from "pg-boss";
import pgBoss from "pg-boss/package.json" with { type: "json" };
import type { Sql } from "./client.ts";

export const JOBS_SCHEMA = "pgboss";

const VERSION: number = pgBoss.pgboss.schema;

/** Runs as the owner, on a connection of its own (the plans open and commit their own transaction). */
export async function ensureJobsSchema(sql: Sql): Promise<void> {
  const installed = await installedVersion(sql);
  if (installed === null) await sql.unsafe(getConstructionPlans(JOBS_SCHEMA)).simple();
  else if (installed < VERSION) await sql.unsafe(getMigrationPlans(JOBS_SCHEMA, installed)).simple();
  else return;
  await sql.unsafe(`
    grant usage on schema ${JOBS_SCHEMA} to keyhold_worker;
    grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to keyhold_worker;
    grant execute on all functions in schema ${JOBS_SCHEMA} to keyhold_worker;
  `);
}

async function installedVersion(sql: Sql): Promise<number | null> {
  const [table] = await sql`select to_regclass(${`${JOBS_SCHEMA}.version`}) is not null as there`;
  if (!table?.there) return null;
  const [row] = await sql.unsafe<[{ version: number }]>(`select version from ${JOBS_SCHEMA}.version`);
  return row.version;
}
