import { sql } from "drizzle-orm";
import { z } from "zod";
import { query } from "#lib/core/operation.ts";

/** Days whose sums were found to differ from their calls, and that were not added up again since. */
export const countWrongDays = query({
  name: "usage.count_wrong_days",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx }): Promise<number> {
    const [row] = await tx.execute<{ days: number }>(sql`
      select count(*)::int as days from usage_proofs
      where differences > 0 and (rerolled_at is null or rerolled_at < proved_at)`);
    return row?.days ?? 0;
  },
});
