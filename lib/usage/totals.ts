// The numbers above the charts: what a range came to, and what the period before came to.
import { sql } from "drizzle-orm";
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

async function sumAll(tx: Tx, filter: UsageFilter): Promise<Totals> {
  const admitted = sql`filter (where ${usage.outcome} = 'VALID')`;
  const [row] = await tx
    .select({
      calls: float(sql`sum(${usage.calls})`),
      admitted: float(sql`sum(${usage.calls}) ${admitted}`),
      refused: float(sql`sum(${usage.calls}) filter (where ${usage.outcome} <> 'VALID')`),
      unknown: float(
        sql`sum(${usage.calls}) filter (where ${usage.keyId} = ${sql.param(UNKNOWN_KEY, usage.keyId)})`,
      ),
      requests: float(sql`sum(${usage.requests})`),
      activeKeys: float(sql`count(distinct ${usage.keyId}) ${admitted}`),
      activeTenants: float(sql`count(distinct ${usage.tenantId}) ${admitted}`),
      latencyMicros: sql<
        number | null
      >`round(sum(${usage.latencyMicros}) / nullif(sum(${usage.calls}), 0))::float8`,
    })
    .from(usage)
    .where(matches(filter));
  if (!row) throw new Error("a sum has one row");
  return row;
}

const float = (sum: ReturnType<typeof sql>) => sql<number>`coalesce(${sum}, 0)::float8`;
