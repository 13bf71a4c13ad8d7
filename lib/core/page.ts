// Keyset paging, newest first: a page ends with a cursor that names its last row, so rows that are added
// meanwhile are neither skipped nor shown twice.
import { z } from "zod";
import { invalidField } from "./errors.ts";

/** The fields that every list takes. `limit` also comes as text, from a query string. */
export const pageFields = {
  cursor: z
    .string()
    .max(200, "Use the nextCursor of the page before.")
    .nullish()
    .describe("The nextCursor of the page before."),
  limit: z.coerce
    .number("Give a number from 1 to 200.")
    .int("Give a whole number from 1 to 200.")
    .min(1, "Give a number from 1 to 200.")
    .max(200, "Give a number from 1 to 200.")
    .default(50)
    .describe("How many at most, up to 200."),
};

/** A yes or no that may come as text, from a query string. */
export const flag = z.union([z.boolean(), z.stringbool()], "Give true or false.");

export interface Page<Item> {
  items: Item[];
  /** Hand it back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
}

/** A page's items as `{ items, nextCursor }`, for descriptions of answers. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

export interface CursorPosition {
  at: Date;
  id: string;
}

/** Cuts `rows`, of which one more than `limit` was read, into a page. */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => CursorPosition,
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(position(last)) : null;
  return { items: shown.map(view), nextCursor };
}

function encodeCursor({ at, id }: CursorPosition): string {
  return Buffer.from(`${at.getTime()}.${id}`).toString("base64url");
}

/** Where the page before ended, or null for the first page. Throws `invalid_input` on a cursor that is not ours. */
export function decodeCursor(
  cursor: string | null | undefined,
  isId: (text: string) => boolean,
): CursorPosition | null {
  if (!cursor) return null;
  const [, millis, id] = /^(-?\d{1,15})\.(.+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (!millis || !id || !isId(id)) throw invalidField("cursor", "Use the nextCursor of the page before.");
  return { at: new Date(Number(millis)), id };
}
