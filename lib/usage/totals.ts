// The numbers above the charts: what a range came to, and what the period before came to.
import type { QueryContext } from "#lib/core/operation.ts";
import { usage } from "./postgres-usage.ts";
import type { UsageQuestion } from "./schemas.ts";
import { look, type RangeView, tenantsOf, toRangeView } from "./view-range.ts";

export interface Totals {
  calls: number;
  /** Of calls to models, which `model`, `provider` and `payer` narrow to: those that the provider answered. */
  admitted: number;
  refused: number;
  /** Calls with a key that belongs to nobody; among the refused. */
  unknown: number;
  /** What the admitted calls cost on the meter "requests"; of calls to models, how many were answered. */
  requests: number;
  /** Keys with at least one admitted call, and whose they are; null for resources, which are not counted by key. */
  activeKeys: number | null;
  activeTenants: number | null;
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
  const { source, range, filter, previous } = await look(context, asked);
  const [totals, before, newest] = await Promise.all([
    usage.totals(tx, source, filter),
    previous && usage.totals(tx, source, previous.filter),
    usage.newest(tx, tenantsOf(tenantId, asked)),
  ]);
  return {
    ...totals,
    range: toRangeView(range),
    previous: previous &&
      before && {
        ...before,
        from: previous.range.from.toISOString(),
        to: previous.range.to.toISOString(),
      },
    newestBucket: newest?.toISOString() ?? null,
    asOf: now.toISOString(),
  };
}
