// How much of quotas and budgets is used in their present windows: from the counters, and from the marks that the
// gateway leaves, which know what a call came to beyond what was set aside for it.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { QuotaWindow } from "#lib/shared/limits.ts";
import type { QuotaFacts } from "../rules/quota.ts";
import { MOST_FACTS, type Of } from "./recent-calls.ts";

interface Row extends Record<string, unknown> {
  tenant_id: string;
  key_id: string | null;
  name: string | null;
  limit_name: string;
  meter: string;
  window: QuotaWindow;
  limit: number;
  used: number;
  bucket_ms: number;
}

/**
 * Those of which at least `leastPercent` are used, as far as it was spent by then: processes hold some for a few
 * minutes. Windows follow the calendar in UTC; weeks begin on Monday.
 */
export async function readQuotas(tx: Tx, now: Date, leastPercent: number): Promise<Of<QuotaFacts>[]> {
  const at = now.toISOString();
  const rows = await tx.execute<Row>(sql`
    with spent as (
      select * from limit_counters where last_at <= ${at}::timestamptz + interval '10 minutes'
    ), present (name, bucket) as (values
      ('day', date_trunc('day', ${at}::timestamptz, 'UTC')), ('week', date_trunc('week', ${at}::timestamptz, 'UTC')),
      ('month', date_trunc('month', ${at}::timestamptz, 'UTC')), ('life', to_timestamp(0))
    ), counted as (
      select c.tenant_id, k.id as key_id, k.name, l.value, c."window", c.bucket, c.spent
      from present p
      join spent c on c.bucket = p.bucket and c."window" = p.name
      join keys k on k.tenant_id = c.tenant_id and k.id = c.key_id
      join tenants t on t.id = c.tenant_id
      join plans on plans.id = t.plan_id
      cross join lateral jsonb_array_elements(coalesce(k.limits, plans.limits)) as l
      where l.value->>'kind' = 'quota' and l.value->>'meter' = c.meter and l.value->>'window' = c."window"
        and l.value->>'per' is null and k.revoked_at is null
      union all
      select c.tenant_id, null, null, l.value, c."window", c.bucket, c.spent
      from present p
      join spent c on c.bucket = p.bucket and c."window" = p.name and c.key_id = c.tenant_id
      join tenants t on t.id = c.tenant_id
      join plans on plans.id = t.plan_id
      cross join lateral jsonb_array_elements(plans.limits) as l
      where l.value->>'kind' = 'quota' and l.value->>'meter' = c.meter and l.value->>'window' = c."window"
        and l.value->>'per' = 'tenant'
    ), used as (
      select c.tenant_id, c.key_id, c.name, c.value->>'name' as limit_name, c.value->>'meter' as meter, c."window", c.bucket,
        (c.value->>'limit')::float8 as most,
        greatest(c.spent, coalesce((
          select max(m.percent) * (c.value->>'limit')::float8 / 100 from budget_marks m
          where m.tenant_id = c.tenant_id and m.key_id = c.key_id and m.limit_name = c.value->>'name' and m.bucket = c.bucket
        ), 0)) as spent
      from counted c
    )
    select tenant_id, key_id, name, limit_name, meter, "window", most as "limit", spent::float8 as used,
      extract(epoch from bucket)::float8 * 1000 as bucket_ms
    from used where most > 0 and spent * 100 >= most * ${leastPercent}
    order by spent / most desc limit ${MOST_FACTS}`);
  return rows.map((row) => ({
    tenantId: encodeId("ten", row.tenant_id),
    keyId: row.key_id === null ? null : encodeId("key", row.key_id),
    keyName: row.name,
    limitName: row.limit_name,
    meter: row.meter,
    window: row.window,
    limit: row.limit,
    used: row.used,
    bucket: new Date(row.bucket_ms),
  }));
}
