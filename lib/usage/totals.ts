// The numbers above the charts: what a range came to, and what the period before came to.
import { sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { usageQuarterHours as usage } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { UNKNOWN_KEY } from "./group-labels.ts";
import { matches, newestBucket, type UsageFilter } from "./queries.ts";
import type { UsageQuestion } from "./schemas.ts";
import { look, type RangeView, tenantsOf, toRangeView } from "./view-range.ts";

export interface Totals {
  calls: number;
  admitted: number;
  refused: number;
  /** Calls with a key that belongs to nobody; among the refused. */
  unknown: number;
  /** What the admitted calls cost on the meter "requests". */
  requests: number;
  /** Keys with at least one admitted call. */
  activeKeys: number;
  activeTenants: number;
  /** Average time to decide, in microseconds; null without calls. */
  latencyMicros: number | null;
}

export interface UsageTotalsView extends Totals {
  range: RangeView;
  /** The period of comparison; null when none was asked for. */
  previous: (Totals & { from: string; to: string }) | null;
  newestBucket: string | null;
  asOf: string;
}

export async function readTotals(
  context: QueryContext,
  question: Omit<UsageQuestion, "metric">,
): Promise<UsageTotalsView> {
  const { tx, now, tenantId } = context;
  const asked = { ...question, metric: "calls" as const };
  const { range, filter, previous } = await look(context, asked);
  const newest = await newestBucket(tx, tenantsOf(tenantId, asked));
  return {
    ...(await sumAll(tx, filter)),
    range: toRangeView(range),
    previous: previous && {
      ...(await sumAll(tx, previous.filter)),
      from: previous.range.from.toISOString(),
      to: previous.range.to.toISOString(),
    },
    newestBucket: newest?.toISOString() ?? null,
    asOf: now.toISOString(),
  };
}

/** Sums per key first: counting distinct keys over all rows would sort them. */
async function sumAll(tx: Tx, filter: UsageFilter): Promise<Totals> {
  const [row] = await tx.execute<Totals & Record<string, unknown>>(sql`
    with per_key as (
      select ${usage.tenantId} as tenant_id, ${usage.keyId} as key_id, sum(${usage.calls}) as calls,
             coalesce(sum(${usage.calls}) filter (where ${usage.outcome} = 'VALID'), 0) as admitted,
             sum(${usage.requests}) as requests, sum(${usage.latencyMicros}) as latency_micros
      from ${usage} where ${matches(filter)} group by 1, 2
    )
    select coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(admitted), 0)::float8 as admitted,
           coalesce(sum(calls) - sum(admitted), 0)::float8 as refused,
           coalesce(sum(calls) filter (where key_id = ${uuidOf("key", UNKNOWN_KEY)}), 0)::float8 as unknown,
           coalesce(sum(requests), 0)::float8 as requests,
           count(*) filter (where admitted > 0)::int as "activeKeys",
           count(distinct tenant_id) filter (where admitted > 0)::int as "activeTenants",
           round(sum(latency_micros) / nullif(sum(calls), 0))::float8 as "latencyMicros"
    from per_key`);
  if (!row) throw new Error("a sum has one row");
  return row;
}
