// Reads of the 15-minute roll-ups. The same statements serve one tenant and the whole platform.
import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { keys, tenants, usageQuarterHours as usage } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import { METRIC_SUMS, type Metric } from "./metric.ts";
import type { Group } from "./schemas.ts";

/** Which roll-ups are meant. `tenants` left out means every tenant that the transaction may see. */
export interface UsageFilter {
  from: Date;
  to: Date;
  tenants?: Id<"ten">[];
  keys?: Id<"key">[];
  outcomes?: Outcome[];
  environment?: Environment | "none";
  legacy?: boolean;
}

/** What was summed for one group in one bucket; `group` is null for all that did not reach the top. */
export interface GroupSum {
  bucket: number;
  group: string | null;
  amount: number;
  calls: number;
}

/** Whether the key of a roll-up is marked now as one of an earlier system. */
const IS_LEGACY = sql`(${usage.tenantId}, ${usage.keyId}) in
  (select ${keys.tenantId}, ${keys.id} from ${keys} where ${keys.legacy})`;

const GROUP_COLUMNS: Record<Group, SQL> = {
  none: sql`''`,
  outcome: sql`${usage.outcome}`,
  key: sql`${usage.keyId}`,
  environment: sql`${usage.environment}`,
  tenant: sql`${usage.tenantId}`,
  legacy: sql`case when ${IS_LEGACY} then 'legacy' else 'current' end`,
};

/** The filter as a condition on the roll-ups. */
export function matches(filter: UsageFilter): SQL {
  const conditions = [gte(usage.bucket, filter.from), lt(usage.bucket, filter.to)];
  if (filter.tenants?.length === 1) conditions.push(eq(usage.tenantId, filter.tenants[0]!));
  else if (filter.tenants?.length) conditions.push(inArray(usage.tenantId, filter.tenants));
  if (filter.keys?.length) conditions.push(inArray(usage.keyId, filter.keys));
  if (filter.outcomes?.length) conditions.push(inArray(usage.outcome, filter.outcomes));
  if (filter.environment) conditions.push(eq(usage.environment, filter.environment));
  if (filter.legacy !== undefined) conditions.push(filter.legacy ? IS_LEGACY : sql`not ${IS_LEGACY}`);
  return and(...conditions) ?? sql`true`;
}

/**
 * Sums a metric per bucket and group in one pass. `starts` are the beginnings of the buckets in order. The groups
 * with the largest sums, `most` of them, stand alone; the rest is summed under null.
 */
export async function sumByBucket(
  tx: Tx,
  filter: UsageFilter,
  question: { metric: Metric; by: Group; starts: Date[]; most: number },
): Promise<GroupSum[]> {
  const list = `{${question.starts.map((start) => start.toISOString()).join(",")}}`;
  // A query of its own, or Postgres would read the list again for every row.
  const starts = sql`(select ${list}::text::timestamptz[])`;
  const rank = question.metric === "latency" ? sql`sum(calls)` : sql`sum(amount)`;
  const rows = await tx.execute<{ bucket: number; group: string | null; amount: number; calls: number }>(sql`
    with sums as (
      select width_bucket(${usage.bucket}, ${starts}) - 1 as bucket, ${GROUP_COLUMNS[question.by]} as grp,
             coalesce(${METRIC_SUMS[question.metric]}, 0)::float8 as amount, sum(${usage.calls})::float8 as calls
      from ${usage} where ${matches(filter)} group by 1, 2
    ), top as (
      select grp from sums group by grp order by ${rank} desc, grp limit ${question.most}
    )
    select sums.bucket, top.grp::text as "group", sum(amount)::float8 as amount, sum(calls)::float8 as calls
    from sums left join top using (grp) group by 1, 2`);
  return rows.map((row) => ({ ...row, group: groupId(question.by, row.group) }));
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
