// What a key used in this UTC day and month, from the roll-ups.
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { Id } from "#lib/shared/ids.ts";
import { bucketOf } from "./windows.ts";

/** Amounts by meter; `requests` is always among them. Also how many calls were refused. */
export interface KeyUsage {
  today: Record<string, number>;
  month: Record<string, number>;
}

/** Usage until now; the last fraction of a second may be missing. */
export async function readKeyUsage(
  sql: Sql,
  tenantId: Id<"ten">,
  keyId: Id<"key">,
  now: Date,
): Promise<KeyUsage> {
  const tenant = uuidOf("ten", tenantId);
  const day = startOf("day", now);
  const month = startOf("month", now);
  return sql.begin("read only", async (tx) => {
    const [, rows] = await Promise.all([
      tx`select set_config('app.tenant_id', ${tenant}, true)`,
      tx<{ meter: string; today: string; month: string }[]>`
        select 'requests' as meter, coalesce(sum(requests) filter (where bucket >= ${day}), 0) as today,
          coalesce(sum(requests), 0) as month
        from usage_quarter_hours
        where tenant_id = ${tenant} and key_id = ${uuidOf("key", keyId)} and bucket >= ${month}
        union all
        select meter, coalesce(sum(quantity) filter (where bucket >= ${day}), 0), sum(quantity)
        from meter_quarter_hours
        where tenant_id = ${tenant} and key_id = ${uuidOf("key", keyId)} and bucket >= ${month}
        group by meter`,
    ]);
    return {
      today: Object.fromEntries(rows.map(({ meter, today }) => [meter, Number(today)])),
      month: Object.fromEntries(rows.map(({ meter, month }) => [meter, Number(month)])),
    };
  });
}

function startOf(window: "day" | "month", now: Date): string {
  return new Date(bucketOf(window, now.getTime())).toISOString();
}
