// What the roll-ups of one UTC day must be, worked out from its events in other words than those that store them.
// The same selects prove a day and roll it again.
import { type SQL, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { LATENCY_BOUNDS } from "#lib/shared/latency-bounds.ts";
import { LONGEST_LABEL, MOST_LABELS, OTHER_LABELS } from "#lib/shared/usage-grain.ts";

export interface DayRollUp {
  table: string;
  /** One of them says when: "bucket", a moment, or "day". */
  keys: readonly string[];
  sums: readonly string[];
  /** Selects `keys` and `sums` of the day, by the names of those columns, from the tables of `dayEvents`. */
  wanted: SQL;
  /** For how many days its rows, or what they are made of, stand; null for as long as the events do. */
  keptDays: number | null;
}

export interface Day {
  from: string;
  to: string;
}

/** The rows of a day in the table of a roll-up. */
export const rowsOfDay = ({ keys }: Pick<DayRollUp, "keys">, { from, to }: Day): SQL =>
  keys.includes("day")
    ? sql`day = ${from.slice(0, "yyyy-mm-dd".length)}::date`
    : sql`bucket >= ${from}::timestamptz and bucket < ${to}::timestamptz`;

/** Whose credential paid: a "managed" call is paid by one of the platform. */
const PAID_BY = sql`case payer when 'managed' then ${uuidOf("ten", PLATFORM_TENANT)}::uuid else tenant_id end`;

const CALLS = ["calls", "requests", "latency_micros"] as const;
const LATENCY_SLOT = sql`width_bucket(latency_micros, (select ${`{${LATENCY_BOUNDS.join(",")}}`}::text::int[]))`;
const SUMMED = sql`sum(calls)::bigint as calls, sum(requests)::bigint as requests,
  sum(latency_micros)::bigint as latency_micros`;
const OF_DAY = sql`date_trunc('day', bucket, 'UTC') as bucket`;
const REQUESTS = sql`coalesce(sum(cost) filter (where outcome = 'VALID'), 0)::bigint as requests`;

/** What whoever calls chooses freely: a day names so many of each, and counts all others together. */
export type Label = "resource" | "scope";

/**
 * Common table expressions over the events of a day. `named` says which labels are told apart: of "named_resource" and
 * "named_scope" it makes the calls by label and hour.
 */
export function dayEvents({ from, to }: Day, named: (label: Label) => SQL): SQL {
  const ofDay = sql`at >= ${from}::timestamptz and at < ${to}::timestamptz`;
  return sql`
    events as materialized (
      select tenant_id, at, key_id, environment, outcome, cost, units, latency_micros,
        left(coalesce(resource, ''), ${LONGEST_LABEL}::int) as resource,
        left(coalesce(scope, ''), ${LONGEST_LABEL}::int) as scope
      from usage_events where ${ofDay}
    ),
    quarters as materialized (
      select tenant_id, date_bin('15 minutes', at, 'epoch') as bucket, key_id, environment, outcome,
        count(*) as calls, ${REQUESTS}, sum(latency_micros)::bigint as latency_micros
      from events group by 1, 2, 3, 4, 5
    ),
    ${labelled("resource")}, named_resource as materialized (${named("resource")}),
    ${labelled("scope")}, named_scope as materialized (${named("scope")}),
    key_slots as materialized (
      select tenant_id, key_id, date_trunc('hour', at, 'UTC') as bucket, environment, ${LATENCY_SLOT} as slot,
        count(*) as calls
      from events group by 1, 2, 3, 4, 5
    ),
    slots as materialized (
      select tenant_id, bucket, environment, slot, sum(calls)::bigint as calls from key_slots group by 1, 2, 3, 4
    ),
    reports as (
      select tenant_id, at, key_id, meter, quantity from usage_receipts where ${ofDay}
    ),
    amounts as materialized (
      select tenant_id, date_bin('15 minutes', at, 'epoch') as bucket, key_id, environment, meter,
        sum(quantity)::bigint as quantity
      from (
        select tenant_id, at, key_id, environment, unit.key as meter, unit.value::bigint as quantity
        from events, jsonb_each_text(units) as unit where outcome = 'VALID' and units is not null
        union all
        select r.tenant_id, r.at, r.key_id, k.environment, r.meter, r.quantity
        from reports r join keys k on k.tenant_id = r.tenant_id and k.id = r.key_id
      ) as each group by 1, 2, 3, 4, 5
    ),
    models as materialized (
      select tenant_id, date_trunc('hour', at, 'UTC') as bucket, key_id, environment, provider, model, payer,
        count(*) as calls, count(*) filter (where status is null or status >= 400) as failed,
        count(*) filter (where estimated) as estimated, count(*) filter (where cost_pico is null) as unpriced,
        sum(input_tokens)::bigint as input_tokens, sum(cache_read_tokens)::bigint as cache_read_tokens,
        sum(cache_write_tokens)::bigint as cache_write_tokens, sum(output_tokens)::bigint as output_tokens,
        sum(reasoning_tokens)::bigint as reasoning_tokens, sum(audio_input_tokens)::bigint as audio_input_tokens,
        sum(audio_output_tokens)::bigint as audio_output_tokens, coalesce(sum(cost_pico), 0)::bigint as cost_pico
      from model_calls where ${ofDay} group by 1, 2, 3, 4, 5, 6, 7
    ),
    spent as (
      select ${PAID_BY} as tenant_id, credential_id, (at at time zone 'UTC')::date as day, count(*) as calls,
        count(*) filter (where status is null or status >= 400) as failed,
        count(*) filter (where cost_pico is null) as unpriced, coalesce(sum(cost_pico), 0)::bigint as cost_pico
      from model_calls where ${ofDay} and credential_id is not null group by 1, 2, 3
    )`;
}

function labelled(label: Label): SQL {
  return sql`${sql.identifier(`each_${label}`)} as materialized (
      select tenant_id, date_trunc('hour', at, 'UTC') as bucket, environment, ${sql.identifier(label)} as label,
        count(*) as calls, count(*) filter (where outcome <> 'VALID') as refusals, ${REQUESTS},
        sum(latency_micros)::bigint as latency_micros
      from events group by 1, 2, 3, 4
    )`;
}

/** The labels that a day is rolled up by: the most called ones, and one for all others. */
export const mostCalled = (label: Label): SQL => sql`
  select tenant_id, bucket, environment,
    case when place <= ${MOST_LABELS}::int or label = ${OTHER_LABELS} then label else ${OTHER_LABELS} end as ${sql.identifier(label)},
    sum(calls)::bigint as calls, sum(refusals)::bigint as refusals, sum(requests)::bigint as requests,
    sum(latency_micros)::bigint as latency_micros
  from (
    select r.*, dense_rank() over (partition by tenant_id, environment order by day_calls desc, label) as place
    from (
      select r.*, sum(calls) over (partition by tenant_id, environment, label) as day_calls
      from ${sql.identifier(`each_${label}`)} r
    ) as r
  ) as ranked group by 1, 2, 3, 4`;

/** All of them by name, but where a day had too many: which of those were named depends on which came first. */
export const uncrowded =
  ({ from }: Day) =>
  (label: Label): SQL =>
    sql`
  select tenant_id, bucket, environment, ${crowdedName(label, sql`r`, sql`r.label`, from)} as ${sql.identifier(label)},
    sum(calls)::bigint as calls, sum(refusals)::bigint as refusals, sum(requests)::bigint as requests,
    sum(latency_micros)::bigint as latency_micros
  from ${sql.identifier(`each_${label}`)} r group by 1, 2, 3, 4`;

export function crowdedName(label: Label, row: SQL, name: SQL, from: string): SQL {
  return sql`case when exists (
      select from ${sql.identifier(`${label}_days`)} o
      where o.tenant_id = ${row}.tenant_id and o.bucket = ${from}::timestamptz
        and o.environment = ${row}.environment and o.${sql.identifier(label)} = ${OTHER_LABELS}
    ) then '*' else ${name} end`;
}

const ofCalls = (table: string, keys: string[], wanted: SQL, keptDays: number | null = null): DayRollUp => ({
  table,
  keys: [...keys, "environment", "outcome"],
  sums: CALLS,
  wanted,
  keptDays,
});

const ofLabel = (table: string, label: Label, wanted: SQL, keptDays: number | null = null): DayRollUp => ({
  table,
  keys: ["tenant_id", "bucket", "environment", label],
  sums: [...CALLS, "refusals"],
  wanted,
  keptDays,
});

const byLabel = (label: Label): DayRollUp[] => {
  const named = sql.identifier(`named_${label}`);
  return [
    ofLabel(`${label}_hours`, label, sql`select * from ${named}`, FINE),
    ofLabel(
      `${label}_days`,
      label,
      sql`select tenant_id, ${OF_DAY}, environment, ${sql.identifier(label)}, sum(refusals)::bigint as refusals, ${SUMMED}
        from ${named} group by 1, 2, 3, 4`,
    ),
  ];
};

/** Days for which receipts of reports surely stand; `FINE_DAYS` is how long quarter hours of keys do. */
const RECEIPT_DAYS = 35;
const FINE = 34;

const METERED = ["tenant_id", "bucket", "key_id", "environment", "meter"] as const;
const MODELS = ["tenant_id", "bucket", "key_id", "environment", "provider", "model", "payer"] as const;
export const MODEL_SUMS = [
  ...["calls", "failed", "estimated", "unpriced", "input_tokens", "cache_read_tokens", "cache_write_tokens"],
  ...["output_tokens", "reasoning_tokens", "audio_input_tokens", "audio_output_tokens", "cost_pico"],
];

export const CALL_ROLL_UPS: readonly DayRollUp[] = [
  ofCalls("usage_quarter_hours", ["tenant_id", "bucket", "key_id"], sql`select * from quarters`, FINE),
  ofCalls(
    "key_days",
    ["tenant_id", "bucket", "key_id"],
    sql`select tenant_id, ${OF_DAY}, key_id, environment, outcome, ${SUMMED} from quarters group by 1, 2, 3, 4, 5`,
  ),
  ofCalls(
    "tenant_quarter_hours",
    ["tenant_id", "bucket"],
    sql`select tenant_id, bucket, environment, outcome, ${SUMMED} from quarters group by 1, 2, 3, 4`,
  ),
  ofCalls(
    "tenant_days",
    ["tenant_id", "bucket"],
    sql`select tenant_id, ${OF_DAY}, environment, outcome, ${SUMMED} from quarters group by 1, 2, 3, 4`,
  ),
  ofCalls(
    "platform_quarter_hours",
    ["bucket"],
    sql`select bucket, environment, outcome, ${SUMMED} from quarters group by 1, 2, 3`,
  ),
  ofCalls(
    "platform_days",
    ["bucket"],
    sql`select ${OF_DAY}, environment, outcome, ${SUMMED} from quarters group by 1, 2, 3`,
  ),
  ...byLabel("resource"),
  ...byLabel("scope"),
  {
    table: "meter_quarter_hours",
    keys: METERED,
    sums: ["quantity"],
    keptDays: RECEIPT_DAYS,
    wanted: sql`select * from amounts`,
  },
  {
    table: "meter_days",
    keys: METERED,
    sums: ["quantity"],
    keptDays: RECEIPT_DAYS,
    wanted: sql`select tenant_id, ${OF_DAY}, key_id, environment, meter, sum(quantity)::bigint as quantity
      from amounts group by 1, 2, 3, 4, 5`,
  },
  { table: "model_hours", keys: MODELS, sums: MODEL_SUMS, keptDays: null, wanted: sql`select * from models` },
  {
    table: "key_model_days",
    keys: MODELS,
    sums: MODEL_SUMS,
    keptDays: null,
    wanted: sql`select tenant_id, ${OF_DAY}, key_id, environment, provider, model, payer,
        ${sql.raw(MODEL_SUMS.map((name) => `sum(${name})::bigint as ${name}`).join(", "))}
      from models group by 1, 2, 3, 4, 5, 6, 7`,
  },
  {
    table: "credential_days",
    keys: ["tenant_id", "credential_id", "day"],
    sums: ["calls", "failed", "unpriced", "cost_pico"],
    keptDays: null,
    wanted: sql`select * from spent`,
  },
];

const ofTimes = (table: string, keys: string[], wanted: SQL): DayRollUp => ({
  table,
  keys: [...keys, "bucket", "environment", "slot"],
  sums: ["calls"],
  keptDays: null,
  wanted,
});

const TIMED = sql`slot, sum(calls)::bigint as calls`;

/** Times to decide, a row for each slot, as histograms are compared and put together. */
export const LATENCY_ROLL_UPS: readonly DayRollUp[] = [
  ofTimes("latency_hours", ["tenant_id"], sql`select * from slots`),
  ofTimes(
    "latency_days",
    ["tenant_id"],
    sql`select tenant_id, ${OF_DAY}, environment, ${TIMED} from slots group by 1, 2, 3, 4`,
  ),
  ofTimes(
    "key_latency_days",
    ["tenant_id", "key_id"],
    sql`select tenant_id, key_id, ${OF_DAY}, environment, ${TIMED} from key_slots group by 1, 2, 3, 4, 5`,
  ),
  ofTimes(
    "platform_latency_hours",
    [],
    sql`select bucket, environment, ${TIMED} from slots group by 1, 2, 3`,
  ),
  ofTimes(
    "platform_latency_days",
    [],
    sql`select ${OF_DAY}, environment, ${TIMED} from slots group by 1, 2, 3`,
  ),
];
