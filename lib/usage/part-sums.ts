// The sums of an answer, as selects of one shape that are put together with union all: bucket, grp, amount, calls. Of
// percentiles they are rows of histograms, with the bucket that those were counted to before.
import { type SQL, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { NO_LABEL } from "#lib/shared/usage-grain.ts";
import { type DayShape, sliceOfShape } from "./day-shapes.ts";
import { IS_LEGACY, labelOf, listOf, momentsOf, within } from "./filter.ts";
import type { Ask, Segment } from "./parts.ts";
import type { Group } from "./schemas.ts";
import { SLICED, slicesIn } from "./sliced.ts";
import type { Slice } from "./slices.ts";
import type { Source } from "./sources.ts";
import type { Moved } from "./spans.ts";

/** What is counted with its days already, at their noon, and has to be taken from there. */
export interface Corrections {
  /** The roll-up, and which of its rows are meant. */
  table: SQL;
  where: SQL;
  spans: readonly Moved[];
}

/** The same of days that may be shaped. */
export interface ShapedCorrections extends Corrections {
  shape: DayShape;
  spans: readonly (Moved & Slice)[];
}

export function sumsOf({ from, where, moment, isOfAllOutcomes }: Segment, ask: Ask): SQL {
  // The list in a query of its own, or Postgres would read it again for every row.
  const bucket = sql`width_bucket(${moment}, (select ${momentsOf(ask.starts)})) - 1 as bucket`;
  if (ask.source === "latency")
    return sql`select ${bucket}, null::int as noon, ${groupOf(ask)} as grp, u.counts from ${from} where ${where}`;
  return sql`select ${bucket}, ${groupOf(ask)} as grp, ${amountOf(ask, isOfAllOutcomes)} as amount, ${callsOf(ask)} as calls
    from ${from} where ${where} group by 1, 2`;
}

/** Each of them within one bucket, so that its rows are summed before anything is said of buckets. */
export function movedOf({ table, where, spans }: Corrections, ask: Ask): SQL {
  const span = sql`${listOf(spans, ...placesOf(spans))} as span (starts, ends, bucket, noon)`;
  const rows = sql`from ${table} u where ${where} and ${within(sql`u.bucket`, sql`span.starts`, sql`span.ends`)}`;
  if (ask.source === "latency")
    return sql`select span.bucket, span.noon, part.grp, part.counts
      from ${span} cross join lateral (select ${groupOf(ask)} as grp, u.counts ${rows} offset 0) as part`;
  return moving(span, rows, ask);
}

/** Of shaped days a slice, of the others what the finer roll-up holds of them. */
export function movedSlices({ table, where, spans, shape }: ShapedCorrections, ask: Ask): SQL[] {
  const rows = sql`from ${table} u where ${where} and ${within(sql`u.bucket`, sql`span.starts`, sql`span.ends`)}`;
  const slice = sliceOfShape(shape, sql`${where} and ${SLICED.day}`, SLICED.first, SLICED.end);
  const list = (stands: boolean) => slicesIn(shape, spans, stands, placesOf(spans), ["bucket", "noon"]);
  return [moving(list(false), rows, ask), moving(list(true), sql`from (${slice}) as u`, ask)];
}

function moving(span: SQL, rows: SQL, ask: Ask): SQL {
  return sql`select place.bucket, part.grp, part.amount * place.sign, part.calls * place.sign
    from ${span}
    cross join lateral (
      select ${groupOf(ask)} as grp, ${amountOf(ask)} as amount, ${callsOf(ask)} as calls ${rows} group by 1
    ) as part
    cross join lateral (values (span.bucket, 1), (span.noon, -1)) as place (bucket, sign)`;
}

const placesOf = (spans: readonly Moved[]) => [
  spans.map(({ bucket }) => bucket),
  spans.map(({ noon }) => noon),
];

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
function amountOf(
  { source, metric }: Ask,
  isOfAllOutcomes = source === "resources" || source === "scopes",
): SQL {
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
  if (metric === "refusals" && isOfAllOutcomes) return sql`sum(u.refusals::float8)`;
  if (metric === "refusals")
    return sql`coalesce(${callsSum(source)} filter (where u.outcome <> 'VALID'), 0)::float8`;
  return sql`${callsSum(source)}::float8`;
}

const callsSum = (source: Source) => (source === "events" ? sql`count(*)` : sql`sum(u.calls::float8)`);
const callsOf = ({ source }: Ask) =>
  source === "meters" ? sql`0::float8` : sql`${callsSum(source)}::float8`;
