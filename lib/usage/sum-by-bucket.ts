// Sums of roll-ups per bucket and group. The same statements serve one tenant and the platform.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { encodeId, type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { UsageFilter } from "./filter.ts";
import { lessSum, type Sum } from "./metric.ts";
import { type Ask, type Parts, partsOf } from "./parts.ts";
import { rowsOf } from "./prepared.ts";
import { keyNames } from "./queries.ts";
import type { Group } from "./schemas.ts";
import type { Grain } from "./spans.ts";
import { histograms } from "./sum-histograms.ts";

type Question = Ask & { most: number };

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
export async function sumByBucket(tx: Tx, filter: UsageFilter, ask: Question): Promise<Sums> {
  const read = partsOf(filter, ask);
  const leaders = leadersOf(read, filter, ask) && (await sumLeaders(tx, filter, ask));
  if (leaders) return leaders;
  const isMany = ask.source === "latency" && (ask.by === "key" || ask.by === "tenant");
  return isMany ? sumMostCalled(tx, filter, ask) : sumAtOnce(tx, read, ask);
}

/** Those with the most calls are told apart as they are read, as histograms of all would be many. */
async function sumMostCalled(tx: Tx, filter: UsageFilter, ask: Question): Promise<Sums> {
  const { rows } = await overall(tx, filter, ask);
  const only = rows.map(({ group }) => group).filter((group) => group !== null);
  const isAll = only.length === rows.length && ask.by === "key";
  const theirs = isAll ? { ...filter, keys: only as Id<"key">[] } : filter;
  return sumAtOnce(tx, partsOf(theirs, { ...ask, only }), ask);
}

async function sumAtOnce(tx: Tx, { parts, grain }: Parts<SQL>, ask: Question): Promise<Sums> {
  const sums = sql.join(parts, sql` union all `);
  const rows = await (ask.source === "latency" ? histograms(tx, sums, ask.most) : amounts(tx, sums, ask));
  return { rows: rows.map((row) => ({ ...row, group: groupId(ask.by, row.group) })), grain };
}

async function amounts(tx: Tx, parts: SQL, { source, metric, most }: Question): Promise<GroupSum[]> {
  const rank = metric === "latency" ? sql`sum(calls)` : sql`sum(amount)`;
  return rowsOf<{ bucket: number; group: string | null; amount: number; calls: number }>(
    tx,
    sql`
    with sums as materialized (${parts}), top as (
      select grp from sums group by grp order by ${rank} desc, grp limit ${most}
    )
    select sums.bucket, top.grp::text as "group", sum(amount) as amount, sum(calls) as calls
    from sums left join top using (grp) group by 1, 2`,
    source !== "events",
  );
}

/** Reading more days than this by the quarter hour for every key or tenant takes longer than asking who leads. */
const FINE_AT_ONCE = 2;

/** Whether the largest groups are found by the day, and only they then read by the quarter hour. */
function leadersOf(
  { fineDays, grain }: Parts<SQL>,
  filter: UsageFilter,
  { source, by, starts }: Question,
): boolean {
  const named = by === "key" ? filter.keys : filter.tenants;
  const grouped = by === "key" || by === "tenant";
  const held = source === "calls" || (source === "latency" && by === "tenant");
  const asked = held && grouped && named === undefined && filter.legacy === undefined;
  // Of what is kept as finely for one as for all, the rest is what the largest leave of the whole.
  const alike = grain === "exact" || source === "latency";
  return asked && starts.length > 1 && alike && fineDays > FINE_AT_ONCE;
}

/** The largest groups one by one, and as the rest what they leave of the whole. Null when there is none. */
async function sumLeaders(tx: Tx, filter: UsageFilter, ask: Question): Promise<Sums | null> {
  const first = await overall(tx, filter, ask);
  const groups = first.rows.map(({ group }) => group).filter((group) => group !== null);
  if (groups.length === 0) return null;
  if (groups.length === first.rows.length) return sumAtOnce(tx, partsOf(filter, ask), ask);
  const theirs = await onlyThose(tx, filter, ask.by, groups);
  const led = await sumAtOnce(tx, partsOf(theirs, ask), ask);
  const all = { ...ask, by: "none" as const };
  const whole = await sumAtOnce(tx, partsOf(filter, all), all);
  return { rows: [...led.rows, ...restOf(whole.rows, led.rows)], grain: led.grain };
}

/** The largest groups over the whole range; of percentiles, those with the most calls. */
async function overall(tx: Tx, filter: UsageFilter, ask: Question): Promise<Sums> {
  const counted = ask.source === "latency" ? ({ ...ask, source: "calls", metric: "calls" } as const) : ask;
  return sumAtOnce(tx, partsOf(filter, { ...counted, starts: [filter.from] }), counted);
}

/** With the tenants of keys, by which indexes begin. */
async function onlyThose(tx: Tx, filter: UsageFilter, by: Group, groups: string[]): Promise<UsageFilter> {
  if (by === "tenant") return { ...filter, tenants: groups as Id<"ten">[] };
  const ids = groups as Id<"key">[];
  if (filter.tenants) return { ...filter, keys: ids };
  const tenants = (await keyNames(tx, ids)).map(({ tenantId }) => tenantId);
  return { ...filter, keys: ids, tenants: [...new Set([...tenants, PLATFORM_TENANT])] };
}

function restOf(whole: readonly GroupSum[], led: readonly GroupSum[]): GroupSum[] {
  const taken = Map.groupBy(led, ({ bucket }) => bucket);
  return whole
    .map((row) => ({
      ...(taken.get(row.bucket) ?? []).reduce<Sum>(lessSum, row),
      bucket: row.bucket,
      group: null,
    }))
    .filter(({ amount, calls }) => amount !== 0 || calls !== 0);
}

function groupId(by: Group, group: string | null): string | null {
  if (group === null) return null;
  if (by === "key") return encodeId("key", group);
  return by === "tenant" ? encodeId("ten", group) : group;
}
