// Throws away roll-ups by quarter hour and hour that the same by day stand for by now.
import { and, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { shapedDays } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import { FINE_DAYS } from "#lib/shared/usage-grain.ts";
import { DAY_SHAPES, PASSING } from "./day-shapes.ts";

const DAY_LENGTH = "yyyy-mm-dd".length;
/** Few enough that nobody waits for them. */
const AT_ONCE = 20_000;
const TABLES = [
  ...["usage_quarter_hours", "resource_hours", "scope_hours"],
  ...DAY_SHAPES.filter(({ about }) => PASSING.includes(about)).map(({ table }) => table),
];

/** At most so many of each; to be asked again until there are none. */
export const sweepFineUsage = command({
  name: "usage.sweep_fine",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ rows: number }> {
    unchanged();
    const before = new Date(Math.floor(now.getTime() / DAY_MS - FINE_DAYS) * DAY_MS).toISOString();
    await tx
      .delete(shapedDays)
      .where(and(inArray(shapedDays.about, [...PASSING]), lt(shapedDays.day, before.slice(0, DAY_LENGTH))));
    let rows = 0;
    for (const table of TABLES) {
      const swept = await tx.execute(sql`
        delete from ${sql.identifier(table)} where ctid = any (array(
          select ctid from ${sql.identifier(table)} where bucket < ${before}::timestamptz limit ${AT_ONCE}))`);
      rows += swept.count;
    }
    return { rows };
  },
});
