// Keys that made a call in the last hour, and their last call before that.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { WakingFacts } from "../rules/dormant-key.ts";
import { MOST_FACTS, type Of, since } from "./recent-calls.ts";

const LOOK_BACK_MINUTES = 60;

interface Row extends Record<string, unknown> {
  tenant_id: string;
  key_id: string;
  name: string;
  created_ms: number;
  woke_ms: number;
  previous_ms: number | null;
}

/** Those without a call for `leastDays` before, or longer. */
export async function readWakings(tx: Tx, now: Date, leastDays: number): Promise<Of<WakingFacts>[]> {
  const quiet = `${leastDays * DAY_MS} milliseconds`;
  const rows = await tx.execute<Row>(sql`
    with awake as (
      select tenant_id, key_id, min(bucket) as woke from usage_quarter_hours
      where bucket >= ${since(now, LOOK_BACK_MINUTES)}::timestamptz and bucket <= ${now.toISOString()}::timestamptz
        and environment <> 'none'
      group by 1, 2
    )
    select a.tenant_id, a.key_id, k.name, extract(epoch from k.created_at)::float8 * 1000 as created_ms,
      extract(epoch from a.woke)::float8 * 1000 as woke_ms, extract(epoch from before.bucket)::float8 * 1000 as previous_ms
    from awake a join keys k on k.tenant_id = a.tenant_id and k.id = a.key_id
    left join lateral (
      select u.bucket from usage_quarter_hours u
      where u.tenant_id = a.tenant_id and u.key_id = a.key_id and u.bucket < a.woke
      order by u.bucket desc limit 1
    ) before on true
    where coalesce(before.bucket, k.created_at) <= a.woke - ${quiet}::interval
    limit ${MOST_FACTS}`);
  return rows.map((row) => ({
    tenantId: encodeId("ten", row.tenant_id),
    keyId: encodeId("key", row.key_id),
    keyName: row.name,
    createdAt: new Date(row.created_ms),
    wokeAt: new Date(row.woke_ms),
    previousAt: row.previous_ms === null ? null : new Date(row.previous_ms),
  }));
}
