import { sql } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { FINE_DAYS, type Shaped } from "#lib/shared/usage-grain.ts";
import { PASSING, SHAPED } from "./day-shapes.ts";

/** Days that are over, have calls or amounts of meters, and lack shapes, the newest first, with what they lack. */
export const daysToShape = query({
  name: "usage.days_to_shape",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, now }): Promise<{ day: string; about: Shaped[] }[]> {
    const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS).toISOString();
    const fine = new Date(Math.floor(now.getTime() / DAY_MS - FINE_DAYS) * DAY_MS).toISOString();
    return tx.execute<{ day: string; about: Shaped[] }>(sql`
      with days as (
        select (min(bucket) at time zone 'UTC')::date as first from platform_days
      ), meters as (
        select (min(bucket) at time zone 'UTC')::date as first from meter_days
      )
      select d::date::text as day, array_agg(s.about order by s.about) as about
      from days, meters, generate_series(least(days.first, meters.first), ${today}::timestamptz::date - 1, interval '1 day') d
      cross join unnest(${listOf(SHAPED)}) as s (about)
      where (s.about <> all (${listOf(PASSING)}) or d >= ${fine}::timestamptz) and not exists (select from shaped_days made where made.about = s.about and made.day = d::date)
        and (exists (select from platform_days u where u.bucket = d) or exists (select from meter_days u where u.bucket = d))
      group by d order by d desc`);
  },
});

const listOf = (about: readonly Shaped[]) => sql`${`{${about.join(",")}}`}::text::text[]`;
