// A range in a handful of sums, each from the smallest roll-ups that hold it.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { UsageFilter } from "./filter.ts";
import { segmentsOf } from "./parts.ts";
import { rowsOf } from "./prepared.ts";
import type { Source } from "./sources.ts";
import type { Totals } from "./totals.ts";

type Counts = Pick<Totals, "calls" | "admitted" | "requests" | "latencyMicros">;

export async function sumAll(tx: Tx, source: Source, filter: UsageFilter): Promise<Totals> {
  const [counts, unknown, active] = await Promise.all([
    count(tx, source, filter),
    countUnknown(tx, source, filter),
    countActive(tx, source, filter),
  ]);
  return { ...counts, refused: counts.calls - counts.admitted, unknown, ...active };
}

const SUMS: Record<Source, { calls: SQL; admitted: SQL; requests: SQL; latency: SQL }> = (() => {
  const valid = sql`filter (where u.outcome = 'VALID')`;
  const requests = sql`sum(u.requests)`;
  const latency = sql`sum(u.latency_micros)`;
  const rolledUp = { calls: sql`sum(u.calls)`, admitted: sql`sum(u.calls) ${valid}`, requests, latency };
  const labelled = { ...rolledUp, admitted: sql`sum(u.calls - u.refusals)` };
  const answered = sql`sum(u.calls - u.failed)`;
  return {
    calls: rolledUp,
    resources: labelled,
    scopes: labelled,
    events: {
      calls: sql`count(*)`,
      admitted: sql`count(*) ${valid}`,
      requests: sql`sum(u.cost) ${valid}`,
      latency,
    },
    models: { calls: rolledUp.calls, admitted: answered, requests: answered, latency: sql`null::numeric` },
    latency: rolledUp,
    meters: rolledUp,
  };
})();

async function count(tx: Tx, source: Source, filter: UsageFilter): Promise<Counts> {
  const { parts } = segmentsOf(filter, { source, metric: "calls", by: "none", starts: [filter.from] });
  const { calls, admitted, requests, latency } = SUMS[source];
  const selects = parts.map(
    ({ from, where }) => sql`select ${calls} as calls, ${admitted} as admitted, ${requests} as requests,
      ${latency} as latency from ${from} where ${where}`,
  );
  const [row] = await rowsOf<Counts>(
    tx,
    sql`
    with parts as (${sql.join(selects, sql` union all `)})
    select coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(admitted), 0)::float8 as admitted,
           coalesce(sum(requests), 0)::float8 as requests,
           round(sum(latency) / nullif(sum(calls), 0))::float8 as "latencyMicros"
    from parts`,
    source !== "events",
  );
  if (!row) throw new Error("a sum has one row");
  return row;
}

/** Calls with secrets that are no key are the platform's own. */
async function countUnknown(tx: Tx, source: Source, filter: UsageFilter): Promise<number> {
  const meant = filter.tenants?.includes(PLATFORM_TENANT) ?? true;
  if (!meant || source === "models") return 0;
  return (await count(tx, source, { ...filter, tenants: [PLATFORM_TENANT] })).calls;
}

async function countActive(
  tx: Tx,
  source: Source,
  filter: UsageFilter,
): Promise<Pick<Totals, "activeKeys" | "activeTenants">> {
  if (source === "resources" || source === "scopes") return { activeKeys: null, activeTenants: null };
  const { parts } = segmentsOf(filter, { source, metric: "calls", by: "key", starts: [filter.from] });
  const selects = parts.map(({ from, where, isOfAllOutcomes }) => {
    const one = isOfAllOutcomes ? sql`u.calls > u.refusals` : sql`u.outcome = 'VALID'`;
    const admitted = source === "models" ? sql`u.calls > u.failed` : one;
    // Asked of a tenant's groups and not of its rows, or Postgres would skip through another index because of it.
    const [asRows, asGroups] = filter.tenants
      ? [sql``, sql`having bool_or(${admitted})`]
      : [sql`and ${admitted}`, sql``];
    return sql`select u.tenant_id, u.key_id from ${from} where ${where} ${asRows} group by 1, 2 ${asGroups}`;
  });
  const [row] = await rowsOf<{ activeKeys: number; activeTenants: number }>(
    tx,
    sql`with parts as (${sql.join(selects, sql` union all `)})
    select count(distinct key_id)::int as "activeKeys", count(distinct tenant_id)::int as "activeTenants" from parts`,
    source !== "events",
  );
  return row ?? { activeKeys: 0, activeTenants: 0 };
}
