// Calls of a whole past, a day at a time, added up by what the product rolls days up with. What was begun in a folder
// that is kept is gone on with, a day after the last one that was finished.
import { statfs } from "node:fs/promises";
import { connect, type Sql } from "#db/client.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { DAY_SHAPES } from "#lib/usage/day-shapes.ts";
import { daysToShape } from "#lib/usage/days-to-shape.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";
import { shapeUsageDay } from "#lib/usage/shape-usage-day.ts";
import { type Cast, makeCast } from "./cast.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { makeDay } from "./past-day.ts";

export const PAST_DAYS = 90;
/** While one adds a day up, another makes the next. */
const WORKERS = 2;
/** Of one call in the table of calls, its indexes included; measured. */
const BYTES_OF_CALL = 300;
/** Left to everything else on the disk. */
const SPARE_BYTES = 15e9;

export interface Past extends Cast {
  /** The moment that it is the past of. */
  now: Date;
  /** For how many of the days the calls themselves stand; the sums are of all. */
  keptDays: number;
}

/** Makes `events` calls over the 90 days before now, and their sums, in `folder`. */
export async function makePast(folder: string, events: number, say: (line: string) => void): Promise<void> {
  const first = await openInstallation(folder);
  const done = await begin(first.owner.sql);
  await first.close();
  if (done) return;
  const installation = await openInstallation(folder);
  try {
    await load(installation, events, say);
  } finally {
    await installation.close();
  }
}

/** The past that was made there. Days of it that lack their shapes are given them, as the worker would have done. */
export async function readPast(installation: Installation): Promise<Past> {
  const { sql } = installation.owner;
  const [row] = await sql<{ kept: number }[]>`select count(*)::int as kept from bench.past_days where kept`;
  const now = await nowOf(sql);
  await shapeDays(installation, now);
  return { ...(await makeCast(sql)), now, keptDays: row!.kept };
}

async function shapeDays(installation: Installation, now: Date): Promise<void> {
  const db = connect(installation.apiUrl, { max: 1 });
  const deps: Deps = { ...installation, db, clock: () => now, keyPrefix: "kh", publicUrl: "http://bench" };
  try {
    const days = await daysToShape.execute(deps, systemPrincipal("bench"), {});
    for (const each of days) await shapeUsageDay.execute(deps, systemPrincipal("bench"), each);
    if (days.length === 0) return;
    for (const { table } of DAY_SHAPES)
      await installation.owner.sql.unsafe(`vacuum (freeze, analyze) ${table}`);
  } finally {
    await db.close();
  }
}

/** Whether all of it stands. If not, makes the server one that loads quickly, from its next start on. */
async function begin(sql: Sql): Promise<boolean> {
  await makeCast(sql);
  await sql`create table if not exists bench.past (now timestamptz not null, done boolean not null default false)`;
  await sql`create table if not exists bench.past_days (day date primary key, kept boolean not null)`;
  await sql`insert into bench.past (now) select now() where not exists (select from bench.past)`;
  const [past] = await sql<{ done: boolean }[]>`select done from bench.past`;
  if (past!.done) return true;
  for (const [name, value] of Object.entries(WHILE_LOADING))
    await sql.unsafe(`alter system set ${name} = '${value}'`);
  await sql.unsafe("alter role keyhold_api set work_mem = '384MB'");
  return false;
}

/** Nothing of it changes what is stored. */
const WHILE_LOADING = {
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "8GB",
  checkpoint_timeout: "30min",
  fsync: "off",
  full_page_writes: "off",
  autovacuum: "off",
};

async function load(installation: Installation, events: number, say: (line: string) => void): Promise<void> {
  const { owner, apiUrl, folder } = installation;
  const { sql } = owner;
  const now = await nowOf(sql);
  const days = await missingDays(sql, now);
  await makeRoom(sql, days);
  const db = connect(apiUrl, { max: WORKERS });
  const deps: Deps = { ...installation, db, clock: () => now, keyPrefix: "kh", publicUrl: "http://bench" };
  const perDay = Math.ceil(events / PAST_DAYS);
  const work = async () => {
    for (let day = days.shift(); day; day = days.shift()) {
      await makeDay(sql, day, perDay, now);
      await rerollUsage.execute(deps, systemPrincipal("bench"), { day });
      const kept = await hasRoom(folder, perDay * days.length * BYTES_OF_CALL);
      const partition = `usage_events_${day.replaceAll("-", "")}`;
      await sql.unsafe(kept ? `vacuum (freeze, analyze) ${partition}` : `truncate ${partition}`);
      await sql`insert into bench.past_days values (${day}::date, ${kept})`;
      if (days.length % 10 === 0) say(`${days.length} days are left`);
    }
  };
  try {
    await Promise.all(Array.from({ length: WORKERS }, work));
  } finally {
    await db.close();
  }
  await finish(sql);
}

async function nowOf(sql: Sql): Promise<Date> {
  const [past] = await sql<
    { ms: number }[]
  >`select floor(extract(epoch from now) * 1000)::float8 as ms from bench.past`;
  return new Date(past!.ms);
}

async function missingDays(sql: Sql, now: Date): Promise<string[]> {
  const today = Math.floor(now.getTime() / DAY_MS);
  const all = Array.from({ length: PAST_DAYS }, (_, index) =>
    new Date((today - PAST_DAYS + 1 + index) * DAY_MS).toISOString().slice(0, 10),
  );
  const done = await sql<{ day: string }[]>`select day::text from bench.past_days`;
  return all.filter((day) => !done.some((one) => one.day === day));
}

/** Days that are not whole yet go, and so does what would be searched for rows of each day that is attached. */
async function makeRoom(sql: Sql, days: readonly string[]): Promise<void> {
  for (const day of days) {
    await sql.unsafe(`drop table if exists usage_events_${day.replaceAll("-", "")}`);
    await sql`delete from model_calls where at >= ${day}::date and at < ${day}::date + 1`;
  }
  if (await isAttached(sql)) await sql`alter table usage_events detach partition usage_events_default`;
}

async function finish(sql: Sql): Promise<void> {
  if (!(await isAttached(sql)))
    await sql`alter table usage_events attach partition usage_events_default default`;
  for (const table of [...ROLL_UPS, "model_calls"]) await sql.unsafe(`vacuum (freeze, analyze) ${table}`);
  await sql.unsafe("alter role keyhold_api reset work_mem");
  // Still without its own cleaning, which would begin while somebody measures.
  for (const name of Object.keys(WHILE_LOADING).filter((each) => each !== "autovacuum"))
    await sql.unsafe(`alter system reset ${name}`);
  await sql`checkpoint`;
  await sql`update bench.past set done = true`;
}

async function isAttached(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ attached: boolean }[]>`
    select exists (select from pg_inherits where inhrelid = 'usage_events_default'::regclass) as attached`;
  return row!.attached;
}

async function hasRoom(folder: string, needed: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize - needed > SPARE_BYTES;
}

const ROLL_UPS = [
  ...["usage_quarter_hours", "key_days", "tenant_quarter_hours", "tenant_days"],
  ...[
    "platform_quarter_hours",
    "platform_days",
    "resource_hours",
    "resource_days",
    "scope_hours",
    "scope_days",
  ],
  ...["latency_hours", "latency_days", "key_latency_days", "platform_latency_hours", "platform_latency_days"],
  ...["meter_quarter_hours", "meter_days", "model_hours", "key_model_days"],
  ...DAY_SHAPES.map(({ table }) => table),
];

/** Rows of each roll-up, and what they take on disk with their indexes. */
export async function sizesOf({
  owner,
}: Installation): Promise<{ table: string; rows: number; bytes: number }[]> {
  const sizes = [];
  for (const table of ROLL_UPS) {
    const [row] = await owner.sql.unsafe<{ rows: number; bytes: number }[]>(
      `select count(*)::float8 as rows, pg_total_relation_size('${table}')::float8 as bytes from ${table}`,
    );
    sizes.push({ table, ...row! });
  }
  return sizes;
}
