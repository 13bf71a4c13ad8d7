// Takes a copy of the whole database as it was at one moment, while everything goes on working.
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Sql } from "#db/client.ts";
import { countLines, digestOf, type End, type Header, type Manifest, writeMark } from "./format.ts";
import {
  asOwner,
  type Connection,
  copyOut,
  quoted,
  sequencesOf,
  type TableShape,
  tablesOf,
} from "./tables.ts";

const PIECE_BYTES = 65_536;

/** Writes it into `file`, which is closed then. `sql` is one connection of whoever may become the tables' owner. */
export async function writeBackup(sql: Sql, header: Header, file: Writable): Promise<Manifest> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    await asOwner(tx);
    const tables = await tablesOf(tx);
    // A day that falls out of its time is dropped after us.
    await tx.unsafe(`lock table ${tables.map(({ name }) => quoted(name)).join(", ")} in access share mode`);
    const manifest = { ...header, tables: [] as End[], sequences: await sequencesOf(tx) };
    await pipeline(contents(tx, header, tables, manifest), createGzip(), file);
    return manifest;
  }) as Promise<Manifest>;
}

async function* contents(
  tx: Connection,
  header: Header,
  tables: TableShape[],
  manifest: Manifest,
): AsyncGenerator<Buffer> {
  yield writeMark({ header });
  for (const table of tables) {
    const digest = digestOf(table);
    let rows = 0;
    yield writeMark({ begin: { table: table.name, columns: table.columns } });
    for await (const piece of copied(tx, table)) {
      digest.update(piece);
      rows += countLines(piece);
      yield piece;
    }
    const end = { table: table.name, rows, sha256: digest.digest("hex") };
    manifest.tables.push(end);
    yield writeMark({ end });
  }
  yield writeMark({ manifest });
}

/** What a table holds, as COPY writes it, in large pieces. */
export async function* copied(tx: Connection, table: TableShape): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  // The server sends one row at a time, which would be many small writes.
  for await (const part of await tx.unsafe(copyOut(table)).readable()) {
    parts.push(part);
    bytes += part.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(parts);
    parts = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(parts);
}
