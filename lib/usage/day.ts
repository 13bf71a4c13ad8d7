// UTC days whose events stand.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import type { Day } from "./day-roll-ups.ts";

export const DayName = z.iso.date("Give a day, such as 2026-03-29.");

/** Throws when the day has not begun, or its events are no longer kept: nothing could be told from what is left. */
export async function standingDay(tx: Tx, day: string, now: Date): Promise<Day> {
  const from = new Date(`${day}T00:00:00.000Z`);
  if (from > now) throw invalidField("day", "Give a day that has begun.");
  const first = await firstDay(tx);
  if (!first || day < first) throw invalidField("day", `Events are kept from ${first ?? "tomorrow"} on.`);
  return { from: from.toISOString(), to: new Date(from.getTime() + DAY_MS).toISOString() };
}

/** The first day that has a partition of its own, as "2026-03-29". Earlier events may have been dropped. */
export async function firstDay(tx: Tx): Promise<string | null> {
  const [row] = await tx.execute<{ day: string | null }>(sql`
    select min(to_date(substring(c.relname from '_(\\d{8})$'), 'YYYYMMDD'))::text as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'usage_events'::regclass`);
  return row?.day ?? null;
}

/** Whether rows that are kept for `days` surely stand for all of it. */
export function stands(day: Day, days: number | null, now: Date): boolean {
  return days === null || Date.parse(day.from) >= Math.floor(now.getTime() / DAY_MS - days) * DAY_MS;
}
