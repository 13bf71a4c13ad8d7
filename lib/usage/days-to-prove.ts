import { sql } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { firstDay } from "./day.ts";

const FRESH_HOURS = 20;

/** Days whose events stand and that were not proved lately, today left out: what was never proved first, newest first. */
export const daysToProve = query({
  name: "usage.days_to_prove",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, now }): Promise<string[]> {
    const yesterday = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
    const first = await firstDay(tx);
    if (!first) return [];
    const fresh = new Date(now.getTime() - FRESH_HOURS * HOUR_MS).toISOString();
    const rows = await tx.execute<{ day: string }>(sql`
      select d::date::text as day
      from generate_series(${first}::date, ${yesterday}::date, interval '1 day') d
      left join usage_proofs p on p.day = d::date
      where p.day is null or p.proved_at < ${fresh}::timestamptz
      order by p.proved_at nulls first, d desc`);
    return rows.map(({ day }) => day);
  },
});
