// What the address of a log asks for, in one tenant: a page of calls, and the one that is open.
import type { CallsSearch } from "#lib/usage/calls-search.ts";
import { findCall } from "#lib/usage/find-call.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { read } from "#lib/web/read.ts";

export async function readLog({ filter, cursor, open, filtered }: CallsSearch, tenant: string) {
  const place = { tenant };
  const page = await read(listCalls, { ...filter, cursor }, place);
  return {
    place,
    filter,
    filtered,
    page,
    live: !cursor && filter.range !== "custom",
    opened: open && (await read(findCall, open, place)),
    timeZone: filter.zone ?? "UTC",
    now: new Date().toISOString(),
  };
}
