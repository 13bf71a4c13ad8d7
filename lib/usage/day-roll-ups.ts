// What the roll-ups of one UTC day must be, worked out from its events in other words than those that store them.
// The same selects prove a day and roll it again.
import { type SQL, sql } from "drizzle-orm";
import { LATENCY_BOUNDS } from "#lib/shared/latency-bounds.ts";
import { LONGEST_RESOURCE, MOST_RESOURCES, OTHER_RESOURCES } from "#lib/shared/usage-grain.ts";

export interface DayRollUp {
  table: string;
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

const CALLS = ["calls", "requests", "latency_micros"] as const;
const SUMMED = sql`sum(calls)::bigint as calls, sum(requests)::bigint as requests,
  sum(latency_micros)::bigint as latency_micros`;
const OF_DAY = sql`date_trunc('day', bucket, 'UTC') as bucket`;
const REQUESTS = sql`coalesce(sum(cost) filter (where outcome = 'VALID'), 0)::bigint as requests`;

/** Common table expressions over the events of a day; those that are `named` keep their resource. */
export function dayEvents({ from, to }: Day, named: SQL): SQL {
  return sql`
    events as materialized (
      select tenant_id, at, key_id, environment, outcome, cost, units, latency_micros,
        left(coalesce(resource, ''), ${LONGEST_RESOURCE}::int) as resource
      from usage_events where at >= ${from}::timestamptz and at < ${to}::timestamptz
    ),
    quarters as materialized (
      select tenant_id, date_bin('15 minutes', at, 'epoch') as bucket, key_id, environment, outcome,
        count(*) as calls, ${REQUESTS}, sum(latency_micros)::bigint as latency_micros
      from events group by 1, 2, 3, 4, 5
    ),
    resources as materialized (
      select tenant_id, date_trunc('hour', at, 'UTC') as bucket, environment, resource, count(*) as calls,
        count(*) filter (where outcome <> 'VALID') as refusals, ${REQUESTS},
        sum(latency_micros)::bigint as latency_micros
      from events group by 1, 2, 3, 4
    ),
    named as materialized (${named}),
    slots as materialized (
      select tenant_id, date_trunc('hour', at, 'UTC') as bucket, environment,
        width_bucket(latency_micros, (select ${`{${LATENCY_BOUNDS.join(",")}}`}::text::int[])) as slot,
        count(*) as calls
      from events group by 1, 2, 3, 4
    ),
    reports as (
      select tenant_id, at, key_id, meter, quantity from usage_receipts
      where at >= ${from}::timestamptz and at < ${to}::timestamptz
    )`;
}

/** The resources that a day is rolled up by: the most called ones, and one for all others. */
export const MOST_CALLED: SQL = sql`
  select tenant_id, bucket, environment,
    case when place <= ${MOST_RESOURCES}::int or resource = ${OTHER_RESOURCES} then resource
      else ${OTHER_RESOURCES} end as resource,
    sum(calls)::bigint as calls, sum(refusals)::bigint as refusals, sum(requests)::bigint as requests,
    sum(latency_micros)::bigint as latency_micros
  from (
    select r.*, dense_rank() over (partition by tenant_id, environment order by day_calls desc, resource) as place
    from (
      select r.*, sum(calls) over (partition by tenant_id, environment, resource) as day_calls from resources r
    ) as r
  ) as ranked group by 1, 2, 3, 4`;

/** All of them by name, but where a day had too many: which of those were named depends on which came first. */
export const uncrowded = ({ from }: Day): SQL => sql`
  select tenant_id, bucket, environment, ${crowdedName(sql`r`, from)} as resource,
    sum(calls)::bigint as calls, sum(refusals)::bigint as refusals, sum(requests)::bigint as requests,
    sum(latency_micros)::bigint as latency_micros
  from resources r group by 1, 2, 3, 4`;

export function crowdedName(row: SQL, from: string): SQL {
  return sql`case when exists (
      select from resource_days o where o.tenant_id = ${row}.tenant_id and o.bucket = ${from}::timestamptz
        and o.environment = ${row}.environment and o.resource = ${OTHER_RESOURCES}
    ) then '*' else ${row}.resource end`;
}

const ofCalls = (table: string, keys: string[], wanted: SQL, keptDays: number | null = null): DayRollUp => ({
  table,
  keys: [...keys, "environment", "outcome"],
  sums: CALLS,
  wanted,
  keptDays,
});

const ofResources = (table: string, wanted: SQL, keptDays: number | null = null): DayRollUp => ({
  table,
  keys: ["tenant_id", "bucket", "environment", "resource"],
  sums: [...CALLS, "refusals"],
  wanted,
  keptDays,
});

/** Days for which receipts of reports surely stand; `FINE_DAYS` is how long quarter hours of keys do. */
const RECEIPT_DAYS = 35;
const FINE = 34;

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
  ofResources("resource_hours", sql`select * from named`, FINE),
  ofResources(
    "resource_days",
    sql`select tenant_id, ${OF_DAY}, environment, resource, sum(refusals)::bigint as refusals, ${SUMMED}
      from named group by 1, 2, 3, 4`,
  ),
  {
    table: "meter_quarter_hours",
    keys: ["tenant_id", "bucket", "key_id", "environment", "meter"],
    sums: ["quantity"],
    keptDays: RECEIPT_DAYS,
    wanted: sql`
      select tenant_id, date_bin('15 minutes', at, 'epoch') as bucket, key_id, environment, meter,
        sum(quantity)::bigint as quantity
      from (
        select tenant_id, at, key_id, environment, unit.key as meter, unit.value::bigint as quantity
        from events, jsonb_each_text(units) as unit where outcome = 'VALID'
        union all
        select r.tenant_id, r.at, r.key_id, k.environment, r.meter, r.quantity
        from reports r join keys k on k.tenant_id = r.tenant_id and k.id = r.key_id
      ) as amounts group by 1, 2, 3, 4, 5`,
  },
];

/** Times to decide, a row for each slot, as histograms are compared and put together. */
export const LATENCY_ROLL_UPS: readonly DayRollUp[] = [
  {
    table: "latency_hours",
    keys: ["tenant_id", "bucket", "environment", "slot"],
    sums: ["calls"],
    keptDays: null,
    wanted: sql`select * from slots`,
  },
  {
    table: "platform_latency_hours",
    keys: ["bucket", "environment", "slot"],
    sums: ["calls"],
    keptDays: null,
    wanted: sql`select bucket, environment, slot, sum(calls)::bigint as calls from slots group by 1, 2, 3`,
  },
];
