// Whether a database holds what a backup says, to the last value. Only before anything has run on it: everything writes.
import type { Sql } from "#db/client.ts";
import { countLines, digestOf, type Manifest } from "./format.ts";
import { asOwner, type Connection, type TableShape, tablesOf } from "./tables.ts";
import { copied } from "./write-backup.ts";

export interface Comparison {
  tables: number;
  rows: number;
  /** What differs, a sentence for each table; empty when all is the same. */
  differences: string[];
}

/** `sql` is one connection of whoever may become the tables' owner. */
export async function compareBackup(sql: Sql, manifest: Manifest): Promise<Comparison> {
  const differences = (await sql.begin("isolation level repeatable read read only", async (tx) => {
    await asOwner(tx);
    const shapes = new Map((await tablesOf(tx)).map((shape) => [shape.name, shape]));
    const found: string[] = [];
    for (const { table, rows, sha256 } of manifest.tables) {
      const shape = shapes.get(table);
      const own = shape && (await digested(tx, shape));
      if (!own) found.push(`${table} is missing`);
      else if (own.rows !== rows) found.push(`${table} holds ${own.rows} rows instead of ${rows}`);
      else if (own.sha256 !== sha256) found.push(`${table} holds other values`);
      shapes.delete(table);
    }
    for (const shape of shapes.values()) {
      const { rows } = await digested(tx, shape);
      if (rows > 0) found.push(`${shape.name} holds ${rows} rows instead of none`);
    }
    return found;
  })) as string[];
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { tables: manifest.tables.length, rows, differences };
}

async function digested(tx: Connection, shape: TableShape): Promise<{ rows: number; sha256: string }> {
  const digest = digestOf(shape);
  let rows = 0;
  for await (const piece of copied(tx, shape)) {
    digest.update(piece);
    rows += countLines(piece);
  }
  return { rows, sha256: digest.digest("hex") };
}
