// What is left of each limit of a key, from the counters that verification keeps; what nodes hold ahead of need counts
// as spent. A rate counts a slice whole until a window after its latest spending, as verification does.
import { and, eq, gt, gte, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { limitCounters } from "#db/schema/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import { type QueryContext, query } from "#lib/core/operation.ts";
import { LimitView } from "#lib/plans/limit-schemas.ts";
import type { RateWindow } from "#lib/shared/limits.ts";
import { readKey } from "./queries.ts";
import { KeyTarget } from "./schemas.ts";
import { toKeyView } from "./view.ts";

export const LimitLeft = z.strictObject({
  limit: LimitView,
  most: z.int().describe("The most that may be spent, a rate's burst included."),
  left: z.number(),
});
export type LimitLeft = z.infer<typeof LimitLeft>;

const RATE_MS: Record<RateWindow, number> = { "1s": SECOND_MS, "1m": MINUTE_MS, "1h": HOUR_MS, "1d": DAY_MS };

/** In the order in which the key has its limits. */
export const limitsLeft = query({
  name: "key.limits_left",
  on: "tenant",
  can: "keys:read",
  input: KeyTarget,
  run: async (context, key) => ({ items: await readLimitsLeft(context, key), nextCursor: null }),
});

/** The same within another query. */
export async function readLimitsLeft(
  { tx, now, tenantId }: Pick<QueryContext, "tx" | "now" | "tenantId">,
  { keyId }: { keyId: string },
): Promise<LimitLeft[]> {
  const record = await readKey(tx, tenantId, keyId);
  const rows = await tx
    .select({
      subject: sql<string>`${limitCounters.keyId}::text`,
      meter: limitCounters.meter,
      window: limitCounters.window,
      spent: sql<number>`sum(${limitCounters.spent})::float8`,
    })
    .from(limitCounters)
    .where(
      and(
        eq(limitCounters.tenantId, tenantId),
        sql`${limitCounters.keyId} in (${uuidOf("key", record.key.id)}, ${uuidOf("ten", tenantId)})`,
        stillCounts(now),
      ),
    )
    .groupBy(limitCounters.keyId, limitCounters.meter, limitCounters.window);
  const spent = new Map(rows.map((row) => [`${row.subject} ${row.meter} ${row.window}`, row.spent]));
  return toKeyView(record, now).limits.map((limit) => {
    const most = limit.limit + (limit.kind === "rate" ? limit.burst : 0);
    const subject = limit.per ? uuidOf("ten", tenantId) : uuidOf("key", record.key.id);
    const counted = spent.get(`${subject} ${limit.meter} ${limit.window}`) ?? 0;
    return { limit, most, left: Math.max(0, most - counted) };
  });
}

/** Weeks begin on Monday, UTC; 5 January 1970 was one. */
function bucketOfWeek(now: Date): number {
  const sinceMonday = (now.getTime() - 4 * DAY_MS) % (7 * DAY_MS);
  return now.getTime() - sinceMonday;
}

function stillCounts(now: Date): SQL | undefined {
  const rates = Object.entries(RATE_MS).map(([window, ms]) =>
    and(eq(limitCounters.window, window), gt(limitCounters.lastAt, new Date(now.getTime() - ms))),
  );
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  return or(
    ...rates,
    and(eq(limitCounters.window, "day"), gte(limitCounters.bucket, day)),
    and(eq(limitCounters.window, "week"), gte(limitCounters.bucket, new Date(bucketOfWeek(now)))),
    and(eq(limitCounters.window, "month"), gte(limitCounters.bucket, month)),
    eq(limitCounters.window, "life"),
  );
}
