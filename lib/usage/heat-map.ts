// When calls come: by hour of the day and day of the week, as a wall clock in the zone shows them.
import { z } from "zod";
import { MINUTE_MS } from "#lib/core/clock.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { type Offset, offsetsBetween } from "./offsets.ts";
import { usage } from "./postgres-usage.ts";
import { fineFrom } from "./roll-ups.ts";
import { PlatformUsageQuestion, UsageQuestion } from "./schemas.ts";
import { FIRST_MONDAY, QUARTERS_OF_WEEK } from "./sum-by-quarter.ts";
import { look, type RangeView, toRangeView } from "./view-range.ts";

const left = { granularity: true, compare: true, metric: true, meter: true } as const;
const unheld = { resource: true, scope: true, model: true, provider: true, payer: true } as const;
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

/** Of single keys only as far back as they are counted by the quarter hour: the range then begins there. */
export async function readHeatMap(context: QueryContext, asked: HeatMapQuestion): Promise<UsageHeatMapView> {
  const { now } = context;
  const question = { ...asked, compare: "none" as const };
  const seen = await look(context, question);
  const ofKeys = asked.key !== undefined || asked.legacy !== undefined;
  const from = ofKeys && seen.range.from < fineFrom(now) ? fineFrom(now) : seen.range.from;
  const range = { ...seen.range, from };
  const offsets = offsetsBetween(range.from, range.to, range.zone);
  const sums = await usage.week(context.tx, { ...seen.filter, from }, asked.metric, offsets);
  const values = grid((add) => {
    for (const { stretch, quarter, amount } of sums)
      add((quarter + offsets[stretch]!.quarters + QUARTERS_OF_WEEK) % QUARTERS_OF_WEEK, amount);
  });
  return {
    range: toRangeView(range),
    metric: asked.metric,
    unit: asked.metric === "requests" ? "requests" : "calls",
    values,
    hours: hoursOf(range, offsets),
    total: values.flat().reduce((sum, value) => sum + value, 0),
    asOf: now.toISOString(),
  };
}

const QUARTER_MS = 15 * MINUTE_MS;

/** Each hour of a clock on the wall once, though the clock may show it twice. */
function hoursOf({ from, to }: { from: Date; to: Date }, offsets: readonly Offset[]): number[][] {
  const shown = new Set<number>();
  for (const [index, offset] of offsets.entries()) {
    const end = offsets[index + 1]?.from ?? to;
    const local = (date: Date) => date.getTime() / QUARTER_MS + offset.quarters;
    const first = local(offset.from > from ? offset.from : from);
    for (let hour = Math.floor(first / 4); hour < local(end) / 4; hour += 1) shown.add(hour);
  }
  return grid((add) => {
    for (const hour of shown) add((hour * 4 + FIRST_MONDAY) % QUARTERS_OF_WEEK, 1);
  });
}

/** Seven rows of 24, of quarter hours of the week. */
function grid(fill: (add: (quarter: number, amount: number) => void) => void): number[][] {
  const rows = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  fill((quarter, amount) => {
    const row = rows[Math.floor(quarter / 96)]!;
    const hour = Math.floor((quarter % 96) / 4);
    row[hour] = row[hour]! + amount;
  });
  return rows;
}
