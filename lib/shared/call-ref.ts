// Which call a log's address means: its moment and id, as in "1774778400123.evt_01k…". A list's cursor says the same.
import { type Id, isId } from "./ids.ts";

export interface CallRef {
  id: Id<"evt">;
  /** RFC 3339. */
  at: string;
}

export function callRefText({ at, id }: { at: string; id: string }): string {
  return `${Date.parse(at)}.${id}`;
}

/** Null when the text means no call. */
export function readCallRef(text: string | undefined): CallRef | null {
  const [, millis, id] = /^(\d{1,14})\.(.+)$/.exec(text ?? "") ?? [];
  if (!millis || !id || !isId("evt", id)) return null;
  return { id: id as Id<"evt">, at: new Date(Number(millis)).toISOString() };
}

/** The cursor of the page that follows a call. */
export function cursorAfter(call: { at: string; id: string }): string {
  return btoa(callRefText(call)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
