// When calls come: by hour of the day and day of the week, as a wall clock in the zone shows them.
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { QueryContext } from "#lib/core/operation.ts";
import { fineFrom, segmentsOf } from "./parts.ts";
import { PlatformUsageQuestion, UsageQuestion } from "./schemas.ts";
import { look, type RangeView, toRangeView } from "./view-range.ts";

const left = { granularity: true, compare: true, metric: true, meter: true } as const;
const unheld = { resource: true, model: true, provider: true, payer: true } as const;
const metric = z.enum(["calls", "requests", "refusals"]).default("calls");

export const HeatMapQuestion = UsageQuestion.omit({ ...left, ...unheld }).extend({ metric });
export const PlatformHeatMapQuestion = PlatformUsageQuestion.omit({ ...left, ...unheld }).extend({ metric });
type HeatMapQuestion = z.output<typeof PlatformHeatMapQuestion>;

/** Seven rows of 24 values, Monday first: what the whole range came to in that hour of that weekday. */
export interface UsageHeatMapView {
  range: RangeView;
  metric: HeatMapQuestion["metric"];
  unit: "calls" | "requests";
  values: number[][];
  /** How often each hour of the week began within the range, whole or cut short: what to divide by for an average. */
  hours: number[][];
  total: number;
  asOf: string;
}

const AMOUNTS: Record<HeatMapQuestion["metric"], SQL> = {
  calls: sql`sum(u.calls)`,
  requests: sql`sum(u.requests)`,
  refusals: sql`coalesce(sum(u.calls) filter (where u.outcome <> 'VALID'), 0)`,
};

/** Of single keys only as far back as they are counted by the quarter hour: the range then begins there. */
export async function readHeatMap(context: QueryContext, asked: HeatMapQuestion): Promise<UsageHeatMapView> {
  const { tx, now } = context;
  const question = { ...asked, compare: "none" as const };
  const seen = await look(context, question);
  const ofKeys = asked.key !== undefined || asked.legacy !== undefined;
  const from = ofKeys && seen.range.from < fineFrom(now) ? fineFrom(now) : seen.range.from;
  const range = { ...seen.range, from };
  // A bucket for each quarter hour keeps days from being read whole.
  const starts = daysCut(from, range.to);
  const { parts } = segmentsOf(
    { ...seen.filter, from },
    { source: "calls", metric: "calls", by: "none", starts },
  );
  const selects = parts.map(
    ({ table, where }) => sql`select u.bucket, ${AMOUNTS[asked.metric]}::float8 as amount
      from ${table} u where ${where} group by 1`,
  );
  const rows = await tx.execute<Cell & Record<string, unknown>>(sql`
    with parts as (${sql.join(selects, sql` union all `)}),
    hours as (select date_bin('15 minutes', bucket, 'epoch') as bucket, sum(amount) as amount from parts group by 1)
    select extract(isodow from bucket at time zone ${range.zone})::int as weekday,
           extract(hour from bucket at time zone ${range.zone})::int as hour, sum(amount)::float8 as amount
    from hours group by 1, 2`);
  const values = grid(rows);
  return {
    range: toRangeView(range),
    metric: asked.metric,
    unit: asked.metric === "requests" ? "requests" : "calls",
    values,
    hours: grid(await countHours(context, range)),
    total: values.flat().reduce((sum, value) => sum + value, 0),
    asOf: now.toISOString(),
  };
}

interface Cell {
  /** 1 is Monday. */
  weekday: number;
  hour: number;
  amount: number;
}

/** A cut in the middle of each day. */
function daysCut(from: Date, to: Date): Date[] {
  const noon = (day: number) => new Date((day + 0.5) * 86_400_000);
  const first = Math.floor(from.getTime() / 86_400_000);
  const cuts = Array.from({ length: Math.ceil(to.getTime() / 86_400_000) - first }, (_, day) =>
    noon(first + day),
  );
  return [from, ...cuts.filter((cut) => cut > from && cut < to)];
}

async function countHours({ tx }: QueryContext, { from, to, zone }: { from: Date; to: Date; zone: string }) {
  return tx.execute<Cell & Record<string, unknown>>(sql`
    select extract(isodow from local)::int as weekday, extract(hour from local)::int as hour, count(*)::float8 as amount
    from (
      select distinct date_trunc('hour', quarter at time zone ${zone}) as local
      from generate_series(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz - interval '1 millisecond',
        interval '15 minutes') quarter
    ) as hours group by 1, 2`);
}

function grid(cells: readonly Cell[]): number[][] {
  const rows = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { weekday, hour, amount } of cells) rows[weekday - 1]![hour] = amount;
  return rows;
}
