// Busy keys, and what they did at the same hours of the same weekday in the four weeks before.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { SpikeFacts } from "../rules/spike.ts";
import { MOST_FACTS, type Of } from "./recent-calls.ts";

const WEEKS = 4;
const QUARTER_MS = 15 * MINUTE_MS;

/** The hour itself and its neighbours, so that twelve values stand for a habit. */
const HOURS_APART = [-1, 0, 1];

interface Row extends Record<string, unknown> {
  tenant_id: string;
  key_id: string;
  name: string;
  calls: number;
  history: number[];
}

/** Keys with at least `leastCalls` calls in the last four whole quarter hours. */
export async function readSpikes(tx: Tx, now: Date, leastCalls: number): Promise<Of<SpikeFacts>[]> {
  const end = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS;
  const hours = Array.from({ length: WEEKS }, (_, week) =>
    HOURS_APART.map((apart) => end - HOUR_MS + apart * HOUR_MS - (week + 1) * 7 * DAY_MS),
  ).flat();
  const at = (ms: number) => new Date(ms).toISOString();
  const rows = await tx.execute<Row>(sql`
    with busy as (
      select tenant_id, key_id, sum(calls)::float8 as calls from usage_quarter_hours
      where bucket >= ${at(end - HOUR_MS)}::timestamptz and bucket < ${at(end)}::timestamptz and environment <> 'none'
      group by 1, 2 having sum(calls) >= ${leastCalls} order by 3 desc limit ${MOST_FACTS}
    )
    select b.*, k.name, array(
      select coalesce((
        select sum(u.calls) from usage_quarter_hours u
        where u.tenant_id = b.tenant_id and u.key_id = b.key_id
          and u.bucket >= hour::timestamptz and u.bucket < hour::timestamptz + interval '1 hour'
      ), 0)::float8
      from jsonb_array_elements_text(${JSON.stringify(hours.map(at))}::jsonb) as hour
      where hour::timestamptz >= k.created_at
    ) as history
    from busy b join keys k on k.tenant_id = b.tenant_id and k.id = b.key_id`);
  return rows.map((row) => ({
    tenantId: encodeId("ten", row.tenant_id),
    keyId: encodeId("key", row.key_id),
    keyName: row.name,
    callsPerHour: row.calls,
    history: row.history,
  }));
}
