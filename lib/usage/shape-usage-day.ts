// Makes the shapes of a day that is over, in one transaction in which nobody stores usage. Their marks say that they
// stand: whoever stores something of the day afterwards takes those away, and the day is read finely until it is made again.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { FINE_DAYS, type Shaped, USAGE_LOCK } from "#lib/shared/usage-grain.ts";
import { DayName, stands } from "./day.ts";
import type { Day } from "./day-roll-ups.ts";
import { columnsOf, DAY_SHAPES, type DayShape, listed, PASSING, SHAPED, shapeOfDay } from "./day-shapes.ts";

/** Of all that is shaped, or of some. Doing it twice changes nothing more. Calls that come meanwhile wait in spools. */
export const shapeUsageDay = command({
  name: "usage.shape_day",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ day: DayName, about: z.array(z.enum(SHAPED)).default([...SHAPED]) }),
  async run({ tx, now, unchanged }, { day, about }): Promise<{ day: string; rows: number }> {
    unchanged();
    const from = new Date(`${day}T00:00:00.000Z`);
    const to = new Date(from.getTime() + DAY_MS);
    if (to > now) throw invalidField("day", "Give a day that is over.");
    // Taken before anything is looked at, so that all that was stored before is seen.
    await tx.execute(sql`select pg_advisory_xact_lock(${USAGE_LOCK})`);
    const rows = await shapeDay(tx, { from: from.toISOString(), to: to.toISOString() }, about, now);
    return { day, rows };
  },
});

/** To be called with the lock held. Nothing is made of what finer roll-ups no longer stand for. */
export async function shapeDay(tx: Tx, day: Day, asked: readonly Shaped[], now: Date): Promise<number> {
  const about = asked.filter((each) => !PASSING.includes(each) || stands(day, FINE_DAYS, now));
  if (about.length === 0) return 0;
  let rows = 0;
  for (const shape of DAY_SHAPES.filter((each) => about.includes(each.about))) {
    await tx.execute(sql`delete from ${sql.identifier(shape.table)} where bucket = ${day.from}::timestamptz`);
    rows += await fill(tx, shape, day);
  }
  const marks = about.map(
    (each) =>
      sql`(${each}, (${day.from}::timestamptz at time zone 'UTC')::date, ${now.toISOString()}::timestamptz)`,
  );
  await tx.execute(sql`
    insert into shaped_days (about, day, made_at) values ${sql.join(marks, sql`, `)}
    on conflict (about, day) do update set made_at = excluded.made_at`);
  return rows;
}

async function fill(tx: Tx, shape: DayShape, day: Day): Promise<number> {
  const columns = listed(columnsOf(shape));
  const { count } = await tx.execute(sql`
    insert into ${sql.identifier(shape.table)} (bucket, ${columns})
    select ${day.from}::timestamptz, ${columns} from (${shapeOfDay(shape, day)}) as shaped`);
  return count;
}
