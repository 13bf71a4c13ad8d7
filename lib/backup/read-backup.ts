// Reads the file of a backup from its beginning to its end and believes none of it unproved: rows are handed on as they
// are read, and a table that is not what its digest says fails before the last of it was taken.
import { createReadStream } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { createGunzip } from "node:zlib";
import { DomainError } from "#lib/core/errors.ts";
import {
  type Begin,
  countLines,
  damaged,
  digestOf,
  type End,
  type Header,
  MARK,
  type Manifest,
  type Mark,
  NEW_LINE,
  readMark,
} from "./format.ts";

export interface Visitor {
  /** Told first. */
  header(header: Header): Promise<void>;
  /** Takes all rows of a table, in pieces of whole lines. */
  table(begin: Begin, rows: AsyncGenerator<Buffer>): Promise<void>;
}

type Piece = { mark: Mark } | { rows: Buffer };
type Pieces = AsyncGenerator<Piece>;

/** Throws DomainError for a file that cannot be read, is cut off, or was changed. */
export async function readBackup(path: string, visitor: Visitor): Promise<Manifest> {
  const pieces = piecesOf(bytesOf(path));
  try {
    const first = await nextMark(pieces);
    if (!("header" in first)) throw damaged("it does not begin like one");
    await visitor.header(first.header);
    const tables: End[] = [];
    for (;;) {
      const mark = await nextMark(pieces);
      if ("manifest" in mark) return await proved(mark.manifest, first.header, tables, pieces);
      if (!("begin" in mark)) throw damaged("a table is missing");
      await visitor.table(mark.begin, rowsOf(pieces, mark.begin, tables));
      if (tables.at(-1)?.table !== mark.begin.table) throw damaged(`${mark.begin.table} was not read`);
    }
  } finally {
    await pieces.return(undefined);
  }
}

/** The manifest of a file that is whole. */
export async function readManifest(path: string): Promise<Manifest> {
  return readBackup(path, {
    header: async () => {},
    async table(_begin, rows) {
      for await (const _piece of rows);
    },
  });
}

async function proved(manifest: Manifest, header: Header, tables: End[], pieces: Pieces): Promise<Manifest> {
  const { tables: listed, sequences: _, ...again } = manifest;
  if (!isDeepStrictEqual(listed, tables) || !isDeepStrictEqual(again, header))
    throw damaged("its manifest does not fit it");
  if (!(await pieces.next()).done) throw damaged("it goes on behind its end");
  return manifest;
}

async function* rowsOf(pieces: Pieces, begin: Begin, seen: End[]): AsyncGenerator<Buffer> {
  const digest = digestOf(begin);
  let rows = 0;
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) throw damaged(`${begin.table} is cut off`);
    if ("rows" in value) {
      digest.update(value.rows);
      rows += countLines(value.rows);
      yield value.rows;
      continue;
    }
    const end = { table: begin.table, rows, sha256: digest.digest("hex") };
    if (!("end" in value.mark) || !isDeepStrictEqual(value.mark.end, end))
      throw damaged(`${begin.table} is not what its digest says`);
    seen.push(end);
    return;
  }
}

async function nextMark(pieces: Pieces): Promise<Mark> {
  const { value, done } = await pieces.next();
  if (done) throw damaged("its end is missing");
  if ("rows" in value) throw damaged("there are rows of no table");
  return value.mark;
}

async function* piecesOf(source: AsyncIterable<Buffer>): Pieces {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = bytes.lastIndexOf(NEW_LINE) + 1;
    yield* linesIn(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) throw damaged("its last line is cut off");
}

function* linesIn(bytes: Buffer): Generator<Piece> {
  let at = 0;
  while (at < bytes.length) {
    if (bytes.subarray(at, at + MARK.length).equals(Buffer.from(MARK))) {
      const end = bytes.indexOf(NEW_LINE, at);
      yield { mark: readMark(bytes.toString("utf8", at + MARK.length, end)) };
      at = end + 1;
      continue;
    }
    const next = bytes.indexOf(`\n${MARK}`, at);
    const end = next === -1 ? bytes.length : next + 1;
    yield { rows: bytes.subarray(at, end) };
    at = end;
  }
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const plain = createGunzip();
  file.on("error", (error) => plain.destroy(error));
  try {
    yield* file.pipe(plain) as AsyncIterable<Buffer>;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code.startsWith("Z_")) throw damaged("its compression is damaged or cut off");
    throw new DomainError("malformed_request", `${path} cannot be read (${code || "unknown error"}).`);
  } finally {
    file.destroy();
    plain.destroy();
  }
}
