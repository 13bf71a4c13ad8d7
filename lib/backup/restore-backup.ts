// Fills an empty database with what a backup holds: all of it, proved, in one transaction, or nothing.
import { pipeline } from "node:stream/promises";
import type { Sql } from "#db/client.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Begin, Header, Manifest } from "./format.ts";
import { readBackup } from "./read-backup.ts";
import { asOwner, type Connection, quoted, type TableShape, tablesOf } from "./tables.ts";

/** What migrations write themselves; the backup has these rows too. */
const BEGUN_WITH = ["plans", "prices", "scope_presets"];

/** `check` may refuse a backup by its header. `sql` is one connection of whoever may become the tables' owner. */
export async function restoreBackup(
  sql: Sql,
  path: string,
  check: (header: Header) => void,
): Promise<Manifest> {
  const manifest = (await sql.begin(async (tx) => {
    await asOwner(tx);
    const tables = await tablesOf(tx);
    await refuseFilled(tx, tables);
    const manifest = await readBackup(path, {
      async header(header) {
        check(header);
        await tx.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(", ")}`);
      },
      table: (begin, rows) => fill(tx, begin, rows),
    });
    for (const [name, next] of Object.entries(manifest.sequences))
      await tx.unsafe("select setval($1::text::regclass, $2::text::bigint, false)", [name, next]);
    return manifest;
  })) as Manifest;
  await sql.unsafe("set role keyhold_owner");
  await sql.unsafe("analyze");
  await sql.unsafe("reset role");
  return manifest;
}

async function refuseFilled(tx: Connection, tables: TableShape[]): Promise<void> {
  for (const { name } of tables.filter((table) => !BEGUN_WITH.includes(table.name))) {
    const [row] = await tx.unsafe(`select exists (select from ${quoted(name)}) as filled`);
    if (row?.filled)
      throw new DomainError(
        "conflict",
        `This database is not empty: ${name} holds rows. Restore into a new one, before anything runs on it.`,
      );
  }
}

/** Policies and triggers stand aside meanwhile; other transactions see nothing of it. */
async function fill(tx: Connection, begin: Begin, rows: AsyncGenerator<Buffer>): Promise<void> {
  await ensureDay(tx, begin.table);
  const table = quoted(begin.table);
  await tx.unsafe(`alter table ${table} no force row level security, disable trigger user`);
  const columns = begin.columns.map(quoted).join(", ");
  await pipeline(rows, await tx.unsafe(`copy ${table} (${columns}) from stdin`).writable());
  await tx.unsafe(`alter table ${table} enable trigger user`);
  const [own] = await tx.unsafe(
    "select relrowsecurity as secured from pg_class where oid = $1::text::regclass",
    [table],
  );
  if (own?.secured) await tx.unsafe(`alter table ${table} force row level security`);
}

async function ensureDay(tx: Connection, table: string): Promise<void> {
  const day = /^usage_events_(\d{8})$/.exec(table)?.[1];
  if (day) await tx.unsafe("select ensure_usage_partitions($1::text::date, $1::text::date)", [day]);
}
