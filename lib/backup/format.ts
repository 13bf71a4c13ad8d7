// What stands in the file of a backup: text that COPY made, table after table, between lines that begin with "\@ ".
// No line of COPY begins so. Gzip around it; the manifest is the last line, so that the file is written in one go.
import { createHash, type Hash } from "node:crypto";
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";

export const FORMAT = 1;
export const NEW_LINE = 10;
export const MARK = "\\@ ";

const Header = z.strictObject({
  format: z.literal(FORMAT),
  /** Name of the last migration. */
  schema: z.string(),
  takenAt: z.iso.datetime(),
  /** Version of each pepper, and by what it is known. */
  peppers: z.record(z.string(), z.string()),
});
const Begin = z.strictObject({ table: z.string().regex(/^\w+$/), columns: z.array(z.string()) });
const End = z.strictObject({ table: z.string(), rows: z.int(), sha256: z.string() });
const Manifest = Header.extend({
  tables: z.array(End),
  /** Next numbers of counters that the database keeps, by name. */
  sequences: z.record(z.string(), z.string().regex(/^\d+$/)),
});

export type Header = z.output<typeof Header>;
export type Begin = z.output<typeof Begin>;
export type End = z.output<typeof End>;
export type Manifest = z.output<typeof Manifest>;

const Mark = z.union([
  z.strictObject({ header: Header }),
  z.strictObject({ begin: Begin }),
  z.strictObject({ end: End }),
  z.strictObject({ manifest: Manifest }),
]);
export type Mark = z.output<typeof Mark>;

export function writeMark(mark: Mark): Buffer {
  return Buffer.from(`${MARK}${JSON.stringify(mark)}\n`);
}

/** Reads what follows "\@ ". Throws DomainError. */
export function readMark(text: string): Mark {
  try {
    return Mark.parse(JSON.parse(text));
  } catch {
    throw damaged("a line of it cannot be read");
  }
}

/** The digest of a table begins with its columns: that none is taken for another. Rows follow, as COPY wrote them. */
export function digestOf({ columns }: Pick<Begin, "columns">): Hash {
  return createHash("sha256").update(`${JSON.stringify(columns)}\n`);
}

export function damaged(what: string): DomainError {
  return new DomainError("malformed_request", `This is no whole backup of Keyhold: ${what}.`);
}

/** COPY writes one for each row. */
export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEW_LINE); at !== -1; at = bytes.indexOf(NEW_LINE, at + 1)) count += 1;
  return count;
}
