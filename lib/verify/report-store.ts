// Writes reported usage with its roll-ups in one transaction, fed from the receipts that were really new: the same
// report counts once, however often and by how many at once it is sent. Rows go in one order, so that writers wait
// for each other instead of deadlocking.
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { Id } from "#lib/shared/ids.ts";
import { USAGE_LOCK } from "#lib/shared/usage-grain.ts";
import { takeBackShapes } from "./take-back-shapes.ts";

export interface KeptReport {
  /** Its place among the reports that came together. */
  place: number;
  /** The caller's own. */
  id: string;
  keyId: Id<"key">;
  meter: string;
  quantity: number;
  at: Date;
  resource: string | null;
  tags: string[] | null;
}

export type ReportStatus = "accepted" | "duplicate" | "conflict";

/**
 * What became of each report, by its place; those of keys that are not there for `onlyTenant` (null: all tenants) are
 * left out. Resolves after the commit.
 */
export async function storeReports(
  sql: Sql,
  onlyTenant: Id<"ten"> | null,
  reports: readonly KeptReport[],
): Promise<Map<number, ReportStatus>> {
  if (reports.length === 0) return new Map();
  const tenant = onlyTenant && uuidOf("ten", onlyTenant);
  const rows = JSON.stringify(reports.map(rowOf));
  return sql.begin(async (tx) => {
    if (tenant)
      await tx`select set_config('app.tenant_id', ${tenant}, true), pg_advisory_xact_lock_shared(${USAGE_LOCK})`;
    else
      await tx`select set_config('role', 'keyhold_platform', true), pg_advisory_xact_lock_shared(${USAGE_LOCK})`;
    const fresh = await tx<{ place: number }[]>`
      with incoming as materialized (
        select distinct on (k.tenant_id, r.id) k.tenant_id, k.environment, r.*
        from jsonb_to_recordset(${rows}::text::jsonb) as r (place integer, id text, key_id uuid, meter text,
          quantity bigint, at timestamptz(3), resource text, tags text[])
        join keys k on k.id = r.key_id and k.tenant_id = coalesce(${tenant}::uuid, k.tenant_id)
        order by k.tenant_id, r.id, r.place
      ),
      receipts as (
        insert into usage_receipts (tenant_id, id, key_id, meter, quantity, at, resource, tags, received_at)
        select tenant_id, id, key_id, meter, quantity, at, resource, tags, now() from incoming order by tenant_id, id
        on conflict do nothing
        returning tenant_id, id
      ),
      fresh as materialized (
        select i.* from incoming i join receipts r on r.tenant_id = i.tenant_id and r.id = i.id
      ),
      amounts as (
        insert into meter_quarter_hours as m (tenant_id, bucket, key_id, environment, meter, quantity)
        select tenant_id, date_bin('15 minutes', at, 'epoch'::timestamptz), key_id, environment, meter, sum(quantity)
        from fresh group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (tenant_id, bucket, key_id, environment, meter)
          do update set quantity = m.quantity + excluded.quantity
      ),
      day_amounts as (
        insert into meter_days as m (tenant_id, bucket, key_id, environment, meter, quantity)
        select tenant_id, date_bin('1 day', at, 'epoch'::timestamptz), key_id, environment, meter, sum(quantity)
        from fresh group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (tenant_id, bucket, key_id, environment, meter)
          do update set quantity = m.quantity + excluded.quantity
      ),
      ${takeBackShapes(tx, "late_amounts", { rows: "fresh", at: "at", late: "meters" })}
      select place from fresh`;
    // In a statement of its own, which sees the receipts that others committed while this one waited for them.
    const known = await tx<{ place: number; same: boolean }[]>`
      select r.place, (u.key_id, u.meter, u.quantity) = (r.key_id, r.meter, r.quantity) as same
      from jsonb_to_recordset(${rows}::text::jsonb) as r (place integer, id text, key_id uuid, meter text,
        quantity bigint)
      join keys k on k.id = r.key_id and k.tenant_id = coalesce(${tenant}::uuid, k.tenant_id)
      join usage_receipts u on u.tenant_id = k.tenant_id and u.id = r.id`;
    const results = new Map<number, ReportStatus>(
      known.map(({ place, same }) => [place, same ? "duplicate" : "conflict"]),
    );
    for (const { place } of fresh) results.set(place, "accepted");
    return results;
  });
}

function rowOf({ place, id, keyId, meter, quantity, at, resource, tags }: KeptReport) {
  return { place, id, key_id: uuidOf("key", keyId), meter, quantity, at, resource, tags };
}
