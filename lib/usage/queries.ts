// Sums of roll-ups, and the names of what they are grouped by. The same statements serve one tenant and the platform.
import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { keys, tenants, tenantQuarterHours as usage } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import type { UsageFilter } from "./filter.ts";
import type { Sum } from "./metric.ts";
import { type Ask, partsOf } from "./parts.ts";
import type { Group } from "./schemas.ts";
import type { Grain } from "./spans.ts";

/** What was summed for one group in one bucket; `group` is null for all that did not reach the top. */
export interface GroupSum extends Sum {
  bucket: number;
  group: string | null;
}

export interface Sums {
  rows: GroupSum[];
  grain: Grain;
}

/**
 * Sums a metric per bucket and group. The groups with the largest sums, `most` of them, stand alone; the rest is summed
 * under null.
 */
export async function sumByBucket(tx: Tx, filter: UsageFilter, ask: Ask & { most: number }): Promise<Sums> {
  const { parts, grain } = partsOf(filter, ask);
  const sums = sql.join(parts, sql` union all `);
  const rows = await (ask.source === "latency" ? histograms(tx, sums, ask.most) : amounts(tx, sums, ask));
  return { rows: rows.map((row) => ({ ...row, group: groupId(ask.by, row.group) })), grain };
}

async function amounts(tx: Tx, parts: SQL, { metric, most }: Ask & { most: number }): Promise<GroupSum[]> {
  const rank = metric === "latency" ? sql`sum(calls)` : sql`sum(amount)`;
  return tx.execute<{ bucket: number; group: string | null; amount: number; calls: number }>(sql`
    with sums as materialized (${parts}), top as (
      select grp from sums group by grp order by ${rank} desc, grp limit ${most}
    )
    select sums.bucket, top.grp::text as "group", sum(amount)::float8 as amount, sum(calls)::float8 as calls
    from sums left join top using (grp) group by 1, 2`);
}

async function histograms(tx: Tx, parts: SQL, most: number): Promise<GroupSum[]> {
  const rows = await tx.execute<{
    bucket: number;
    group: string | null;
    slots: number[];
    counts: number[];
  }>(sql`
    with sums as materialized (${parts}), top as (
      select grp from sums group by grp order by sum(calls) desc, grp limit ${most}
    ), added as (
      select bucket, top.grp, slot, sum(calls) as calls from sums left join top using (grp) group by 1, 2, 3
    )
    select bucket, grp::text as "group", array_agg(slot::int4) as slots, array_agg(calls::float8) as counts
    from added where calls > 0 group by 1, 2`);
  return rows.map(({ bucket, group, slots, counts }) => {
    const dense = new Array<number>(Math.max(...slots) + 1).fill(0);
    for (const [index, slot] of slots.entries()) dense[slot] = counts[index] ?? 0;
    const calls = counts.reduce((sum, count) => sum + count, 0);
    return { bucket, group, amount: calls, calls, counts: dense };
  });
}

/** The beginning of the newest quarter hour with calls, or null when there never was one. */
export async function newestBucket(tx: Tx, tenantIds?: Id<"ten">[]): Promise<Date | null> {
  const rows = await tx
    .select({ bucket: usage.bucket })
    .from(usage)
    .where(tenantIds ? inArray(usage.tenantId, tenantIds) : undefined)
    .orderBy(sql`${usage.bucket} desc`)
    .limit(1);
  return rows[0]?.bucket ?? null;
}

export async function keyNames(tx: Tx, ids: Id<"key">[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ id: keys.id, name: keys.name, clientId: tenants.clientId, environment: keys.environment })
    .from(keys)
    .innerJoin(tenants, eq(tenants.id, keys.tenantId))
    .where(inArray(keys.id, ids));
}

export async function tenantNames(tx: Tx, ids: Id<"ten">[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ id: tenants.id, name: tenants.name, clientId: tenants.clientId })
    .from(tenants)
    .where(inArray(tenants.id, ids));
}

export async function tenantZone(tx: Tx, tenantId: Id<"ten">): Promise<string> {
  const [row] = await tx.select({ zone: tenants.timeZone }).from(tenants).where(eq(tenants.id, tenantId));
  return row?.zone ?? "UTC";
}

function groupId(by: Group, group: string | null): string | null {
  if (group === null) return null;
  if (by === "key") return encodeId("key", group);
  return by === "tenant" ? encodeId("ten", group) : group;
}
