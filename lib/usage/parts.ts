// The stretches of roll-ups that an answer is summed from, as selects of one shape: bucket, grp, amount, calls.
import { type SQL, sql } from "drizzle-orm";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { FINE_DAYS, NO_LABEL } from "#lib/shared/usage-grain.ts";
import { IS_LEGACY, labelOf, matches, rowsWithin, type UsageFilter } from "./filter.ts";
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
  /** Whether nothing may be read by the day, as the time of day is asked for. */
  timeOfDay?: boolean;
}

/** A stretch of one roll-up: rows of `from`, called `u`, that count at `moment`. */
export interface Segment {
  from: SQL;
  moment: SQL;
  where: SQL;
  /** Whether they are counted with their days already, at noon, and have to be taken from there. */
  moved: boolean;
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
  const spans = spansOf({ ...filter, starts: ask.starts }, keptOf(tables, ask, filter.now));
  const where = matches(ask.source, filter);
  const parts: Segment[] = [];
  const add = (table: SQL, moment: SQL, column: SQL, each: readonly Span[], moved = false) =>
    parts.push({ moment, moved, ...rowsWithin(table, where, column, each) });
  const { fine, days, moment } = tables;
  if (fine && (spans.fine.length > 0 || !days)) add(fine, moment, ...finely(ask.source, spans.fine));
  if (fine && spans.moved.length > 0) add(fine, moment, sql`u.bucket`, spans.moved, true);
  if (days && (spans.days.length > 0 || parts.length === 0)) add(days, NOON, sql`u.bucket`, spans.days);
  const fineMs = [...spans.fine, ...spans.moved].reduce(
    (sum, { from, to }) => sum + to.getTime() - from.getTime(),
    0,
  );
  return { parts, grain: spans.grain, fineDays: fineMs / DAY_MS };
}

const NOON = sql`u.bucket + interval '12 hours'`;

/** A running quarter hour counts whole in roll-ups, and so it does where calls are read one by one. */
function finely(source: Source, spans: readonly Span[]): [column: SQL, spans: readonly Span[]] {
  if (source !== "events") return [sql`u.bucket`, spans];
  return [sql`u.at`, spans.map(({ from, to }) => ({ from, to: ceilQuarter(to) }))];
}

interface Tables {
  /** Null when it is kept by the day alone. */
  fine: SQL | null;
  /** The moment that a row of it counts at, from where it begins. */
  moment: SQL;
  fineMs: number;
  days: SQL | null;
  /** Whether the finer one is kept for FINE_DAYS only. */
  passing: boolean;
}

const QUARTER = { moment: sql`u.bucket`, fineMs: 15 * MINUTE_MS, passing: false };
const HOUR = { moment: sql`u.bucket + interval '30 minutes'`, fineMs: HOUR_MS, passing: false };
const PASSING = { passing: true };

function tablesOf(filter: UsageFilter, { source, by }: Ask): Tables {
  const ofKeys = filter.keys !== undefined || filter.legacy !== undefined || by === "key" || by === "legacy";
  const everybody = filter.tenants === undefined && by !== "tenant";
  if (source === "events") return { ...QUARTER, fine: sql`usage_events`, moment: sql`u.at`, days: null };
  if (source === "meters") return { ...QUARTER, fine: sql`meter_quarter_hours`, days: sql`meter_days` };
  if (source === "models") return { ...HOUR, fine: sql`model_hours`, days: sql`key_model_days` };
  if (source === "latency" && ofKeys) return { ...HOUR, fine: null, days: sql`key_latency_days` };
  if (source === "latency")
    return everybody
      ? { ...HOUR, fine: sql`platform_latency_hours`, days: sql`platform_latency_days` }
      : { ...HOUR, fine: sql`latency_hours`, days: sql`latency_days` };
  if (source === "resources")
    return { ...HOUR, ...PASSING, fine: sql`resource_hours`, days: sql`resource_days` };
  if (source === "scopes") return { ...HOUR, ...PASSING, fine: sql`scope_hours`, days: sql`scope_days` };
  if (ofKeys) return { ...QUARTER, ...PASSING, fine: sql`usage_quarter_hours`, days: sql`key_days` };
  return everybody
    ? { ...QUARTER, fine: sql`platform_quarter_hours`, days: sql`platform_days` }
    : { ...QUARTER, fine: sql`tenant_quarter_hours`, days: sql`tenant_days` };
}

function keptOf({ fine, fineMs, days, passing }: Tables, { timeOfDay }: Ask, now: Date): Kept {
  const always = passing ? fineFrom(now) : null;
  return { fineMs, byDay: days !== null && !timeOfDay, fineFrom: fine ? always : "never" };
}

/** The first moment of which finer roll-ups surely stand. */
export function fineFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (FINE_DAYS - 1) * DAY_MS);
}

const ceilQuarter = (date: Date) => floorQuarter(date.getTime() + 15 * MINUTE_MS - 1);

function sums(segment: Segment, ask: Ask): SQL {
  const isTime = ask.source === "latency";
  const summed = isTime ? timesOf(segment, ask) : amountsOf(segment, ask);
  if (!segment.moved) return summed;
  const columns = isTime ? sql`part.slot` : sql`part.amount * place.sign as amount`;
  return sql`select place.bucket, part.grp, ${columns}, part.calls * place.sign as calls
    from (${summed}) as part, lateral (values (part.bucket, 1), (part.noon, -1)) as place (bucket, sign)`;
}

function amountsOf(segment: Segment, ask: Ask): SQL {
  return sql`select ${placesOf(segment, ask)}, ${amountOf(ask)} as amount, ${callsOf(ask)} as calls
    from ${segment.from} where ${segment.where} group by ${sql.raw(segment.moved ? "1, 2, 3" : "1, 2")}`;
}

/** Places are worked out for rows, before their histograms are taken apart. */
function timesOf(segment: Segment, ask: Ask): SQL {
  const places = sql.raw(segment.moved ? "t.bucket, t.noon, t.grp" : "t.bucket, t.grp");
  return sql`select ${places}, c.place - 1 as slot, sum(c.calls)::float8 as calls
    from (select ${placesOf(segment, ask)}, u.counts from ${segment.from} where ${segment.where} offset 0) as t,
      unnest(t.counts) with ordinality as c (calls, place)
    where c.calls > 0 group by ${sql.raw(segment.moved ? "1, 2, 3, 4" : "1, 2, 3")}`;
}

function placesOf({ moment, moved }: Segment, ask: Ask): SQL {
  const starts = momentsOf(ask.starts);
  const bucketAt = (at: SQL) => sql`width_bucket(${at}, ${starts}) - 1`;
  const noon = sql`date_bin('1 day', u.bucket, 'epoch') + interval '12 hours'`;
  return sql`${bucketAt(moment)} as bucket, ${moved ? sql`${bucketAt(noon)} as noon,` : sql``} ${groupOf(ask)} as grp`;
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
    resource: sql`coalesce(nullif(${labelOf(source, "resource")}, ''), ${NO_LABEL}::text)`,
    scope: sql`coalesce(nullif(${labelOf(source, "scope")}, ''), ${NO_LABEL}::text)`,
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
  if (metric === "refusals" && (source === "resources" || source === "scopes"))
    return sql`sum(u.refusals)::float8`;
  if (metric === "refusals")
    return sql`coalesce(${callsSum(source)} filter (where u.outcome <> 'VALID'), 0)::float8`;
  return sql`${callsSum(source)}::float8`;
}

const callsSum = (source: Source) => (source === "events" ? sql`count(*)` : sql`sum(u.calls)`);
const callsOf = ({ source }: Ask) =>
  source === "meters" ? sql`0::float8` : sql`${callsSum(source)}::float8`;
