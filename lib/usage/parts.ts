// The stretches of roll-ups that an answer is summed from, as selects of one shape: bucket, grp, amount, calls.
import { type SQL, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { FINE_DAYS, NO_LABEL } from "#lib/shared/usage-grain.ts";
import {
  IS_LEGACY,
  labelOf,
  listOf,
  matches,
  momentsOf,
  rowsWithin,
  type UsageFilter,
  within,
} from "./filter.ts";
import type { Metric } from "./metric.ts";
import { floorQuarter } from "./range.ts";
import type { Group } from "./schemas.ts";
import type { Source } from "./sources.ts";
import { type Grain, type Kept, type Moved, type Span, spansOf } from "./spans.ts";

export interface Ask {
  source: Source;
  metric: Metric;
  by: Group;
  /** The beginnings of the buckets, in order. */
  starts: readonly Date[];
  /** Keys or tenants that are told apart; all others are one group. */
  only?: readonly string[];
  /** Whether nothing may be read by the day, as the time of day is asked for. */
  timeOfDay?: boolean;
}

/** A stretch of one roll-up: rows of `from`, called `u`, that count at `moment`. */
export interface Segment {
  from: SQL;
  moment: SQL;
  where: SQL;
}

/** What is counted with its days already, at their noon, and has to be taken from there. */
interface Corrections {
  table: SQL;
  where: SQL;
  spans: readonly Moved[];
}

export interface Parts<Part> {
  parts: Part[];
  grain: Grain;
  /** How many days of it are read from the finer roll-up. */
  fineDays: number;
}

/**
 * What to sum for a filter and a question, as selects that are put together with union all; never none. Of percentiles
 * they are rows of histograms, with the bucket (`noon`) that they were counted to before, if they were.
 */
export function partsOf(filter: UsageFilter, ask: Ask): Parts<SQL> {
  const { parts, moved, ...rest } = read(filter, ask);
  const corrections = moved ? [movedOf(moved, ask)] : [];
  return { parts: [...parts.map((segment) => sumsOf(segment, ask)), ...corrections], ...rest };
}

/** Which rows of which roll-ups a filter and a question mean that has one bucket, or asks for the time of day. */
export function segmentsOf(filter: UsageFilter, ask: Ask): Parts<Segment> {
  const { moved, ...all } = read(filter, ask);
  if (moved) throw new Error("a single bucket ends within no day");
  return all;
}

function read(filter: UsageFilter, ask: Ask): Parts<Segment> & { moved: Corrections | null } {
  const tables = tablesOf(filter, ask);
  const spans = spansOf({ ...filter, starts: ask.starts }, keptOf(tables, ask, filter.now));
  const where = matches(ask.source, filter);
  const parts: Segment[] = [];
  const add = (table: SQL, moment: SQL, column: SQL, each: readonly Span[]) =>
    parts.push({ moment, ...rowsWithin(table, where, column, each) });
  const { fine, days, moment } = tables;
  if (fine && (spans.fine.length > 0 || !days)) add(fine, moment, ...finely(ask.source, spans.fine));
  if (days && (spans.days.length > 0 || parts.length === 0)) add(days, NOON, sql`u.bucket`, spans.days);
  const moved = fine && spans.moved.length > 0 ? { table: fine, where, spans: spans.moved } : null;
  const fineMs = [...spans.fine, ...spans.moved].reduce(
    (sum, { from, to }) => sum + to.getTime() - from.getTime(),
    0,
  );
  return { parts, moved, grain: spans.grain, fineDays: fineMs / DAY_MS };
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

function sumsOf({ from, where, moment }: Segment, ask: Ask): SQL {
  // The list in a query of its own, or Postgres would read it again for every row.
  const bucket = sql`width_bucket(${moment}, (select ${momentsOf(ask.starts)})) - 1 as bucket`;
  if (ask.source === "latency")
    return sql`select ${bucket}, null::int as noon, ${groupOf(ask)} as grp, u.counts from ${from} where ${where}`;
  return sql`select ${bucket}, ${groupOf(ask)} as grp, ${amountOf(ask)} as amount, ${callsOf(ask)} as calls
    from ${from} where ${where} group by 1, 2`;
}

/** Each of them within one bucket, so that its rows are summed before anything is said of buckets. */
function movedOf({ table, where, spans }: Corrections, ask: Ask): SQL {
  const numbers = [spans.map(({ bucket }) => bucket), spans.map(({ noon }) => noon)];
  const span = sql`${listOf(spans, ...numbers)} as span (starts, ends, bucket, noon)`;
  const rows = sql`from ${table} u where ${where} and ${within(sql`u.bucket`, sql`span.starts`, sql`span.ends`)}`;
  if (ask.source === "latency")
    return sql`select span.bucket, span.noon, part.grp, part.counts
      from ${span} cross join lateral (select ${groupOf(ask)} as grp, u.counts ${rows} offset 0) as part`;
  return sql`select place.bucket, part.grp, part.amount * place.sign, part.calls * place.sign
    from ${span}
    cross join lateral (
      select ${groupOf(ask)} as grp, ${amountOf(ask)} as amount, ${callsOf(ask)} as calls ${rows} group by 1
    ) as part
    cross join lateral (values (span.bucket, 1), (span.noon, -1)) as place (bucket, sign)`;
}

function groupOf({ source, by, only }: Ask): SQL {
  if (only && by === "key")
    return theirs(
      sql`u.key_id`,
      only.map((id) => uuidOf("key", id)),
    );
  if (only && by === "tenant")
    return theirs(
      sql`u.tenant_id`,
      only.map((id) => uuidOf("ten", id)),
    );
  const columns: Record<Group, SQL> = {
    none: sql`''::text`,
    outcome: sql`u.outcome`,
    key: sql`u.key_id`,
    environment: sql`u.environment`,
    tenant: sql`u.tenant_id`,
    legacy: sql`case when ${IS_LEGACY} then 'legacy' else 'current' end`,
    resource: sql`coalesce(nullif(${labelOf(source, "resource")}, ''), ${NO_LABEL}::text)`,
    scope: sql`coalesce(nullif(${labelOf(source, "scope")}, ''), ${NO_LABEL}::text)`,
    model: sql`u.provider || '/' || u.model`,
    provider: sql`u.provider`,
    payer: sql`u.payer`,
  };
  return columns[by];
}

const theirs = (id: SQL, ids: readonly string[]): SQL =>
  sql`case when ${id} = any ((select ${`{${ids.join(",")}}`}::text::uuid[])::uuid[]) then ${id} end`;

/**
 * Whole numbers as floats, in which they are added up faster: exact up to 2⁵³, which is 9,007 dollars in a single sum of
 * pico-dollars.
 */
function amountOf({ source, metric }: Ask): SQL {
  if (source === "meters") return sql`sum(u.quantity)::float8`;
  if (metric === "tokens")
    return sql`sum(u.input_tokens + u.cache_read_tokens + u.cache_write_tokens + u.output_tokens)::float8`;
  if (metric === "audio_tokens") return sql`sum(u.audio_input_tokens + u.audio_output_tokens)::float8`;
  if (metric === "cost") return sql`sum(u.cost_pico)::float8`;
  if (metric === "latency") return sql`sum(u.latency_micros::float8)`;
  const events = source === "events";
  if (metric === "requests")
    return events
      ? sql`coalesce(sum(u.cost) filter (where u.outcome = 'VALID'), 0)::float8`
      : sql`sum(u.requests::float8)`;
  if (metric === "refusals" && (source === "resources" || source === "scopes"))
    return sql`sum(u.refusals::float8)`;
  if (metric === "refusals")
    return sql`coalesce(${callsSum(source)} filter (where u.outcome <> 'VALID'), 0)::float8`;
  return sql`${callsSum(source)}::float8`;
}

const callsSum = (source: Source) => (source === "events" ? sql`count(*)` : sql`sum(u.calls::float8)`);
const callsOf = ({ source }: Ask) =>
  source === "meters" ? sql`0::float8` : sql`${callsSum(source)}::float8`;
