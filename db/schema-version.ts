// Which schema this Keyhold makes, and whether a database has it: by the name of the newest migration.
import { readFile } from "node:fs/promises";
import type { Sql } from "./client.ts";

interface Journal {
  entries: { tag: string; when: number }[];
}

async function newestMigration(): Promise<Journal["entries"][number]> {
  const text = await readFile(new URL("./migrations/meta/_journal.json", import.meta.url), "utf8");
  const newest = (JSON.parse(text) as Journal).entries.at(-1);
  if (!newest) throw new Error("there is no migration");
  return newest;
}

/** Such as "0024_spend-of-credentials". */
export async function schemaVersion(): Promise<string> {
  return (await newestMigration()).tag;
}

/** Whether the newest migration, and none newer, was applied. */
export async function isOfThisSchema(sql: Sql): Promise<boolean> {
  const { when } = await newestMigration();
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
  if (!table?.there) return false;
  const [row] = await sql`select max(created_at)::float8 as last from drizzle.__drizzle_migrations`;
  return row?.last === when;
}
