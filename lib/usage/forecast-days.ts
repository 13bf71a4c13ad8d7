// What a forecast is made from: the last whole days of a meter, what a period has come to, and the days still ahead.
import { TZDate } from "@date-fns/tz";
// One by one: the whole of date-fns costs every process a second at its start.
import { addDays } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import { addWeeks } from "date-fns/addWeeks";
import { startOfDay } from "date-fns/startOfDay";
import { startOfISOWeek } from "date-fns/startOfISOWeek";
import { startOfMonth } from "date-fns/startOfMonth";
import { subDays } from "date-fns/subDays";
import type { Tx } from "#db/tenant.ts";
import { HOUR_MS } from "#lib/core/clock.ts";
import type { Payer } from "#lib/shared/gateway.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import { listBuckets } from "./buckets.ts";
import type { DayAhead, DayUse } from "./forecast.ts";
import type { Ask } from "./parts.ts";
import { usage } from "./postgres-usage.ts";

/** Four of each weekday. */
const HISTORY_DAYS = 28;
const MOST_DAYS_AHEAD = 366;

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

export interface PeriodEnds {
  from: Date;
  to: Date;
  zone: string;
}

export interface Meter {
  tenantId: Id<"ten">;
  /** "calls", "requests", "spend" (micro-dollars of language models), or the name of any other meter. */
  meter: string;
  keyId?: Id<"key">;
  environment?: Environment;
  /** Says that "tokens" are all those of language models, and whose of what is spent on these counts. */
  models?: { payers?: Payer[] };
}

/** The calendar period of `zone` that is running. */
export function runningPeriod(period: Period, zone: string, now: Date): PeriodEnds {
  const local = new TZDate(now, zone);
  const [from, to] = {
    day: () => [startOfDay(local), addDays(startOfDay(local), 1)] as const,
    week: () => [startOfISOWeek(local), addWeeks(startOfISOWeek(local), 1)] as const,
    month: () => [startOfMonth(local), addMonths(startOfMonth(local), 1)] as const,
  }[period]();
  return { from: plain(from), to: plain(startOfDay(to)), zone };
}

/** The whole days before today, and what has been used since `from`. */
export async function readDays(
  tx: Tx,
  of: Meter,
  { from, zone }: Pick<PeriodEnds, "from" | "zone">,
  now: Date,
): Promise<{ days: DayUse[]; used: number }> {
  const history = plain(subDays(startOfDay(new TZDate(now, zone)), HISTORY_DAYS));
  const earliest = new Date(Math.min(history.getTime(), from.getTime()));
  const buckets = await daysBetween(tx, earliest, now, zone);
  const sums = await sumDays(
    tx,
    of,
    buckets.map(({ start }) => start),
    now,
  );
  const days = buckets.map(({ start, end }, index) => ({ start, end, used: sums.get(index) ?? 0 }));
  return {
    days: days
      .filter(({ start, end }) => start >= history && end <= now)
      .map((day) => ({ ...stretch(day, zone), used: day.used })),
    used: days.filter(({ start }) => start >= from).reduce((sum, { used }) => sum + used, 0),
  };
}

/** What is left of today and the days after it until `to`, at most a year. */
export async function daysAhead(tx: Tx, to: Date | null, zone: string, now: Date): Promise<DayAhead[]> {
  const last = new Date(now.getTime() + MOST_DAYS_AHEAD * 24 * HOUR_MS);
  const buckets = await daysBetween(tx, now, to ?? last, zone);
  return buckets.map((day) => ({ ...stretch(day, zone), start: day.start }));
}

function daysBetween(tx: Tx, from: Date, to: Date, zone: string) {
  return listBuckets(tx, { name: "custom", from, to, zone, granularity: "1d", granularities: [] });
}

function stretch({ start, end }: { start: Date; end: Date }, zone: string) {
  return {
    weekday: new TZDate(start, zone).getDay(),
    hours: (end.getTime() - start.getTime()) / HOUR_MS,
  };
}

async function sumDays(tx: Tx, of: Meter, starts: Date[], now: Date): Promise<Map<number, number>> {
  const from = starts[0] ?? now;
  const filter = {
    ...{ from, to: now, now, tenants: [of.tenantId], environment: of.environment },
    keys: of.keyId && [of.keyId],
    payers: of.models?.payers,
  };
  const { rows } = await usage.series(tx, { ...filter, meter: of.meter }, { ...askFor(of), starts, most: 1 });
  const unit = of.meter === "spend" ? PICO_PER_MICRO : 1;
  return new Map(rows.map(({ bucket, amount }) => [bucket, amount / unit]));
}

const PICO_PER_MICRO = 1_000_000;

function askFor({ meter, models }: Meter): Omit<Ask, "starts"> {
  if (meter === "calls" || meter === "requests") return { source: "calls", metric: meter, by: "none" };
  if (meter === "spend") return { source: "models", metric: "cost", by: "none" };
  if (meter === "tokens" && models) return { source: "models", metric: "tokens", by: "none" };
  return { source: "meters", metric: "meter", by: "none" };
}

const plain = (date: Date): Date => new Date(date.getTime());
