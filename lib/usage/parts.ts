// The stretches of roll-ups that an answer is summed from, as selects of one shape: bucket, grp, amount, calls.
import { type SQL, sql } from "drizzle-orm";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { FINE_DAYS, NO_LABEL } from "#lib/shared/usage-grain.ts";
import { IS_LEGACY, matches, type UsageFilter, within } from "./filter.ts";
import type { Metric } from "./metric.ts";
import { floorQuarter } from "./range.ts";
import type { Group } from "./schemas.ts";
import type { Source } from "./sources.ts";
import { type Grain, type Kept, type Span, spansOf } from "./spans.ts";

export interface Ask {
  source: Source;
  metric: Metric;
  by: Group;
  /** The beginnings of the buckets, in order. */
  starts: readonly Date[];
}

/** A stretch of one roll-up: rows of `table`, called `u`, that count at `moment`. */
export interface Segment {
  table: SQL;
  moment: SQL;
  where: SQL;
}

export interface Parts<Part> {
  parts: Part[];
  grain: Grain;
  /** How many days of it are read from the finer roll-up. */
  fineDays: number;
}

/** What to sum for a filter and a question, as selects that are put together with union all; never none. */
export function partsOf(filter: UsageFilter, ask: Ask): Parts<SQL> {
  const { parts, ...rest } = segmentsOf(filter, ask);
  return { parts: parts.map((segment) => sums(segment, ask)), ...rest };
}

/** Which rows of which roll-ups a filter and a question mean. */
export function segmentsOf(filter: UsageFilter, ask: Ask): Parts<Segment> {
  const tables = tablesOf(filter, ask);
  const { fine, days, grain } = spansOf({ ...filter, starts: ask.starts }, keptOf(tables, filter.now));
  const where = matches(ask.source, filter);
  const parts: Segment[] = [];
  if (fine.length > 0 || !tables.days)
    parts.push({
      table: tables.fine,
      moment: tables.moment,
      where: sql`${where} and ${finely(ask.source, fine)}`,
    });
  if (tables.days && (days.length > 0 || parts.length === 0))
    parts.push({
      table: tables.days,
      moment: sql`u.bucket + interval '12 hours'`,
      where: sql`${where} and ${within(sql`u.bucket`, days)}`,
    });
  const fineMs = fine.reduce((sum, span) => sum + span.to.getTime() - span.from.getTime(), 0);
  return { parts, grain, fineDays: fineMs / DAY_MS };
}

/** A running quarter hour counts whole in roll-ups, and so it does where calls are read one by one. */
function finely(source: Source, spans: readonly Span[]): SQL {
  if (source !== "events") return within(sql`u.bucket`, spans);
  return within(
    sql`u.at`,
    spans.map(({ from, to }) => ({ from, to: ceilQuarter(to) })),
  );
}

interface Tables {
  fine: SQL;
  /** The moment that a row of it counts at, from where it begins. */
  moment: SQL;
  fineMs: number;
  days: SQL | null;
  /** Whether the finer one is kept for FINE_DAYS only. */
  passing: boolean;
}

const QUARTER = { moment: sql`u.bucket`, fineMs: 15 * MINUTE_MS };
const HOUR = { moment: sql`u.bucket + interval '30 minutes'`, fineMs: HOUR_MS };

function tablesOf(filter: UsageFilter, { source, by }: Ask): Tables {
  const ofKeys = filter.keys !== undefined || filter.legacy !== undefined || by === "key" || by === "legacy";
  const everybody = filter.tenants === undefined && by !== "tenant";
  if (source === "events")
    return { ...QUARTER, fine: sql`usage_events`, moment: sql`u.at`, days: null, passing: false };
  if (source === "meters") return { ...QUARTER, fine: sql`meter_quarter_hours`, days: null, passing: false };
  if (source === "models") return { ...HOUR, fine: sql`model_hours`, days: null, passing: false };
  if (source === "latency")
    return {
      ...HOUR,
      fine: everybody ? sql`platform_latency_hours` : sql`latency_hours`,
      days: null,
      passing: false,
    };
  if (source === "resources")
    return { ...HOUR, fine: sql`resource_hours`, days: sql`resource_days`, passing: true };
  if (ofKeys) return { ...QUARTER, fine: sql`usage_quarter_hours`, days: sql`key_days`, passing: true };
  return everybody
    ? { ...QUARTER, fine: sql`platform_quarter_hours`, days: null, passing: false }
    : { ...QUARTER, fine: sql`tenant_quarter_hours`, days: sql`tenant_days`, passing: false };
}

function keptOf({ fineMs, days, passing }: Tables, now: Date): Kept {
  return { fineMs, byDay: days !== null, fineFrom: passing ? fineFrom(now) : null };
}

/** The first moment of which finer roll-ups surely stand. */
export function fineFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (FINE_DAYS - 1) * DAY_MS);
}

const ceilQuarter = (date: Date) => floorQuarter(date.getTime() + 15 * MINUTE_MS - 1);

function sums({ table, moment, where }: Segment, ask: Ask): SQL {
  const bucket = sql`width_bucket(${moment}, ${momentsOf(ask.starts)}) - 1`;
  const group = groupOf(ask);
  if (ask.source === "latency")
    return sql`select ${bucket} as bucket, ${group} as grp, place - 1 as slot, sum(c.calls)::float8 as calls
      from ${table} u, unnest(u.counts) with ordinality as c (calls, place) where ${where} group by 1, 2, 3`;
  return sql`select ${bucket} as bucket, ${group} as grp, ${amountOf(ask)} as amount, ${callsOf(ask)} as calls
    from ${table} u where ${where} group by 1, 2`;
}

/** In a query of its own, or Postgres would read the list again for every row. */
function momentsOf(starts: readonly Date[]): SQL {
  return sql`(select ${`{${starts.map((start) => start.toISOString()).join(",")}}`}::text::timestamptz[])`;
}

function groupOf({ source, by }: Ask): SQL {
  const columns: Record<Group, SQL> = {
    none: sql`''`,
    outcome: sql`u.outcome`,
    key: sql`u.key_id::text`,
    environment: sql`u.environment`,
    tenant: sql`u.tenant_id::text`,
    legacy: sql`case when ${IS_LEGACY} then 'legacy' else 'current' end`,
    resource:
      source === "events"
        ? sql`coalesce(nullif(left(u.resource, 200), ''), ${NO_LABEL}::text)`
        : sql`coalesce(nullif(u.resource, ''), ${NO_LABEL}::text)`,
    model: sql`u.provider || '/' || u.model`,
    provider: sql`u.provider`,
    payer: sql`u.payer`,
  };
  return columns[by];
}

/** Whole numbers as floats: exact up to 2⁵³, which is 9,007 dollars in a single sum of pico-dollars. */
function amountOf({ source, metric }: Ask): SQL {
  if (source === "meters") return sql`sum(u.quantity)::float8`;
  if (metric === "tokens")
    return sql`sum(u.input_tokens + u.cache_read_tokens + u.cache_write_tokens + u.output_tokens)::float8`;
  if (metric === "cost") return sql`sum(u.cost_pico)::float8`;
  if (metric === "latency") return sql`sum(u.latency_micros)::float8`;
  const events = source === "events";
  if (metric === "requests")
    return events
      ? sql`coalesce(sum(u.cost) filter (where u.outcome = 'VALID'), 0)::float8`
      : sql`sum(u.requests)::float8`;
  if (metric === "refusals" && source === "resources") return sql`sum(u.refusals)::float8`;
  if (metric === "refusals")
    return sql`coalesce(${callsSum(source)} filter (where u.outcome <> 'VALID'), 0)::float8`;
  return sql`${callsSum(source)}::float8`;
}

const callsSum = (source: Source) => (source === "events" ? sql`count(*)` : sql`sum(u.calls)`);
const callsOf = ({ source }: Ask) =>
  source === "meters" ? sql`0::float8` : sql`${callsSum(source)}::float8`;
