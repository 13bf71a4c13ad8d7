// What is left to the keys that spend credentials.
import { sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import type { Tx } from "#db/tenant.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import type { QuotaWindow } from "#lib/shared/limits.ts";
import type { QuotaUse } from "./use-view.ts";

interface QuotaRow extends Record<string, unknown> {
  key: string;
  name: string;
  meter: string;
  window: QuotaWindow;
  used: number;
  limit: number;
}

/** The quotas of those of the tenant's keys that it has called with, by key; what nodes hold ahead counts as used. */
export async function readQuotas(
  tx: Tx,
  tenantId: Id<"ten">,
  keys: readonly Id<"key">[],
  now: Date,
): Promise<Map<string, QuotaUse[]>> {
  if (keys.length === 0) return new Map();
  const at = now.toISOString();
  const ids = sql.join(
    keys.map((id) => sql`${uuidOf("key", id)}::uuid`),
    sql`, `,
  );
  const rows = await tx.execute<QuotaRow>(sql`
    with present (name, bucket) as (values
      ('day', date_trunc('day', ${at}::timestamptz, 'UTC')), ('week', date_trunc('week', ${at}::timestamptz, 'UTC')),
      ('month', date_trunc('month', ${at}::timestamptz, 'UTC')), ('life', to_timestamp(0))
    )
    select k.id as key, l.value->>'name' as name, l.value->>'meter' as meter, p.name as "window",
      (l.value->>'limit')::float8 as "limit", least(coalesce(c.spent, 0), (l.value->>'limit')::float8)::float8 as used
    from keys k
    join tenants t on t.id = k.tenant_id
    join plans on plans.id = t.plan_id
    cross join lateral jsonb_array_elements(coalesce(k.limits, plans.limits)) with ordinality as l (value, place)
    join present p on p.name = l.value->>'window'
    left join limit_counters c on c.tenant_id = k.tenant_id and c.key_id = k.id and c.meter = l.value->>'meter'
      and c."window" = p.name and c.bucket = p.bucket
    where k.tenant_id = ${uuidOf("ten", tenantId)} and k.id in (${ids})
      and l.value->>'kind' = 'quota' and l.value->>'per' is null
    order by k.id, l.place`);
  const found = rows.map(({ key, ...quota }) => ({ key: encodeId("key", key), quota }));
  return new Map(
    [...Map.groupBy(found, ({ key }) => key as string)].map(([key, each]) => [
      key,
      each.map(({ quota }) => quota),
    ]),
  );
}
