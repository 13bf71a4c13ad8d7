// Throws away the counters of buckets that no limit looks at any more; a limit looks at two of its buckets at most.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "#lib/core/operation.ts";

export const sweepCounters = command({
  name: "limit_counters.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ counters: number }> {
    unchanged();
    const rows = await tx.execute(sql`
      delete from limit_counters using (values
        ('1s', interval '1 minute'), ('1m', interval '1 hour'), ('1h', interval '6 hours'), ('1d', interval '4 days'),
        ('day', interval '4 days'), ('week', interval '20 days'), ('month', interval '70 days')
      ) as kept (name, length)
      where "window" = kept.name and bucket < ${now.toISOString()}::timestamptz - kept.length`);
    return { counters: rows.count };
  },
});
