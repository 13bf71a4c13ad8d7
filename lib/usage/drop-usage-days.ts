// Lets go of the single calls of days that are over for long. What charts show of them stays.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";

/** A day whose sums were found wrong is kept, and all after it, until somebody has looked at it. */
export const dropUsageDays = command({
  name: "usage.drop_days",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ keptDays: z.int().min(7) }),
  async run({ tx, now, unchanged, audit }, { keptDays }): Promise<{ days: number; strays: number }> {
    const before = new Date(now.getTime() - keptDays * DAY_MS).toISOString().slice(0, 10);
    const firstKept = sql`least(${before}::date, (select min(day) from usage_proofs
      where differences > 0 and (rerolled_at is null or rerolled_at < proved_at)))`;
    const [row] = await tx.execute<{ days: number }>(sql`select drop_usage_partitions(${firstKept}) as days`);
    // What came for a day without a partition waits in the default one, and goes when its day does.
    const { count: strays } = await tx.execute(sql`
      delete from usage_events_default where at < (${firstKept})::timestamp at time zone 'UTC'`);
    const days = row?.days ?? 0;
    if (days === 0 && strays === 0) unchanged();
    else audit({ target: { type: "usage", id: before, label: `before ${before}` }, after: { days, strays } });
    return { days, strays };
  },
});
