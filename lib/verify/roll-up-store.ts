// The part of storing usage that adds it up: each roll-up is fed from one that is finer, so that only five of them
// read the events themselves. What a hostile caller could make many of, resources and scopes, has a most for each day.
import type { PendingQuery, Row, TransactionSql } from "postgres";
import { LATENCY_BOUNDS } from "#lib/shared/latency-bounds.ts";
import { LONGEST_LABEL, MOST_LABELS, OTHER_LABELS } from "#lib/shared/usage-grain.ts";
import { takeBackShapes } from "./take-back-shapes.ts";

/** Writers count everybody's calls in lanes, as a single row for all would hold them up in turn. */
const LANES = 4;

/** Common table expressions over `stored`, which holds the events that were new; a comma stands between them. */
export function rollUps(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`${callRollUps(tx)}, ${labelRollUps(tx, "resource")}, ${labelRollUps(tx, "scope")}, ${latencyRollUps(tx)}`;
}

function callRollUps(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`
    quarters as materialized (
      select tenant_id, date_bin('15 minutes', at, 'epoch') as bucket, key_id, environment, outcome, count(*) as calls,
        coalesce(sum(cost) filter (where outcome = 'VALID'), 0)::bigint as requests,
        sum(latency_micros)::bigint as latency_micros
      from stored group by 1, 2, 3, 4, 5
    ),
    calls as (
      insert into usage_quarter_hours as u
        (tenant_id, bucket, key_id, environment, outcome, calls, requests, latency_micros)
      select tenant_id, bucket, key_id, environment, outcome, calls, requests, latency_micros
      from quarters order by 1, 2, 3, 4, 5
      on conflict (tenant_id, bucket, key_id, environment, outcome) do update set ${addTo(tx, "u")}
    ),
    key_rolled as (
      insert into key_days as u (tenant_id, bucket, key_id, environment, outcome, calls, requests, latency_micros)
      select tenant_id, date_bin('1 day', bucket, 'epoch'), key_id, environment, outcome, ${sums(tx)}
      from quarters group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (tenant_id, bucket, key_id, environment, outcome) do update set ${addTo(tx, "u")}
    ),
    tenant_quarters as materialized (
      select tenant_id, bucket, environment, outcome, sum(calls)::bigint as calls, sum(requests)::bigint as requests,
        sum(latency_micros)::bigint as latency_micros
      from quarters group by 1, 2, 3, 4
    ),
    tenant_rolled as (
      insert into tenant_quarter_hours as u (tenant_id, bucket, environment, outcome, calls, requests, latency_micros)
      select tenant_id, bucket, environment, outcome, calls, requests, latency_micros
      from tenant_quarters order by 1, 2, 3, 4
      on conflict (tenant_id, bucket, environment, outcome) do update set ${addTo(tx, "u")}
    ),
    tenant_days_rolled as (
      insert into tenant_days as u (tenant_id, bucket, environment, outcome, calls, requests, latency_micros)
      select tenant_id, date_bin('1 day', bucket, 'epoch'), environment, outcome, ${sums(tx)}
      from tenant_quarters group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (tenant_id, bucket, environment, outcome) do update set ${addTo(tx, "u")}
    ),
    platform_rolled as (
      insert into platform_quarter_hours as u (bucket, environment, outcome, lane, calls, requests, latency_micros)
      select bucket, environment, outcome, pg_backend_pid() % ${LANES}, ${sums(tx)}
      from tenant_quarters group by 1, 2, 3 order by 1, 2, 3
      on conflict (bucket, environment, outcome, lane) do update set ${addTo(tx, "u")}
    ),
    platform_days_rolled as (
      insert into platform_days as u (bucket, environment, outcome, lane, calls, requests, latency_micros)
      select date_bin('1 day', bucket, 'epoch'), environment, outcome, pg_backend_pid() % ${LANES}, ${sums(tx)}
      from tenant_quarters group by 1, 2, 3 order by 1, 2, 3
      on conflict (bucket, environment, outcome, lane) do update set ${addTo(tx, "u")}
    ),
    ${takeBackShapes(tx, "late_calls", { rows: "tenant_quarters", at: "bucket", late: "calls" })}`;
}

function labelRollUps(tx: TransactionSql, label: "resource" | "scope"): PendingQuery<Row[]> {
  const named = tx(label);
  const [calls, fresh, room, rolled] = [
    tx(`${label}_calls`),
    tx(`fresh_${label}s`),
    tx(`${label}_room`),
    tx(`${label}s`),
  ];
  const [hours, days] = [tx(`${label}_hours`), tx(`${label}_days`)];
  return tx`
    ${calls} as materialized (
      select tenant_id, date_bin('1 hour', at, 'epoch') as bucket, date_bin('1 day', at, 'epoch') as day, environment,
        left(coalesce(${named}, ''), ${LONGEST_LABEL}) as ${named}, count(*) as calls,
        count(*) filter (where outcome <> 'VALID') as refusals,
        coalesce(sum(cost) filter (where outcome = 'VALID'), 0)::bigint as requests,
        sum(latency_micros)::bigint as latency_micros
      from stored group by 1, 2, 3, 4, 5
    ),
    ${fresh} as materialized (
      select tenant_id, day, environment, ${named},
        row_number() over (partition by tenant_id, day, environment order by sum(calls) desc, ${named}) as place
      from ${calls} r
      where not exists (
        select from ${days} d where d.tenant_id = r.tenant_id and d.bucket = r.day
          and d.environment = r.environment and d.${named} = r.${named}
      )
      group by 1, 2, 3, 4
    ),
    ${room} as materialized (
      select tenant_id, day, environment, ${MOST_LABELS} - (
        select count(*) from ${days} d
        where d.tenant_id = f.tenant_id and d.bucket = f.day and d.environment = f.environment
      ) as room
      from ${fresh} f group by 1, 2, 3
    ),
    ${rolled} as materialized (
      select r.tenant_id, r.bucket, r.day, r.environment,
        case when f.place > m.room then ${OTHER_LABELS} else r.${named} end as ${named},
        sum(r.calls)::bigint as calls, sum(r.refusals)::bigint as refusals, sum(r.requests)::bigint as requests,
        sum(r.latency_micros)::bigint as latency_micros
      from ${calls} r
      left join ${fresh} f using (tenant_id, day, environment, ${named})
      left join ${room} m on m.tenant_id = f.tenant_id and m.day = f.day and m.environment = f.environment
      group by 1, 2, 3, 4, 5
    ),
    ${tx(`${label}_hours_rolled`)} as (
      insert into ${hours} as u
        (tenant_id, bucket, environment, ${named}, calls, refusals, requests, latency_micros)
      select tenant_id, bucket, environment, ${named}, calls, refusals, requests, latency_micros
      from ${rolled} order by 1, 2, 3, 4
      on conflict (tenant_id, bucket, environment, ${named})
        do update set refusals = u.refusals + excluded.refusals, ${addTo(tx, "u")}
    ),
    ${tx(`${label}_days_rolled`)} as (
      insert into ${days} as u
        (tenant_id, bucket, environment, ${named}, refusals, calls, requests, latency_micros)
      select tenant_id, day, environment, ${named}, sum(refusals)::bigint, ${sums(tx)}
      from ${rolled} group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (tenant_id, bucket, environment, ${named})
        do update set refusals = u.refusals + excluded.refusals, ${addTo(tx, "u")}
    )`;
}

function latencyRollUps(tx: TransactionSql): PendingQuery<Row[]> {
  // The bounds in a query of their own, or Postgres would read them again for every call.
  const slot = tx`width_bucket(latency_micros, (select ${`{${LATENCY_BOUNDS.join(",")}}`}::text::int[]))`;
  const counts = tx`counts_of(array_agg(slot), array_agg(calls), max(slot))`;
  const added = tx`do update set counts = add_counts(h.counts, excluded.counts)`;
  const lane = tx`pg_backend_pid() % ${LANES}`;
  return tx`
    slots as materialized (
      select tenant_id, date_bin('1 hour', at, 'epoch') as bucket, environment, ${slot} as slot, count(*) as calls
      from stored group by 1, 2, 3, 4
    ),
    day_slots as materialized (
      select tenant_id, date_bin('1 day', bucket, 'epoch') as bucket, environment, slot, sum(calls)::bigint as calls
      from slots group by 1, 2, 3, 4
    ),
    key_slots as (
      select tenant_id, key_id, date_bin('1 day', at, 'epoch') as bucket, environment, ${slot} as slot, count(*) as calls
      from stored group by 1, 2, 3, 4, 5
    ),
    latency_rolled as (
      insert into latency_hours as h (tenant_id, bucket, environment, counts)
      select tenant_id, bucket, environment, ${counts} from slots group by 1, 2, 3 order by 1, 2, 3
      on conflict (tenant_id, bucket, environment) ${added}
    ),
    latency_days_rolled as (
      insert into latency_days as h (tenant_id, bucket, environment, counts)
      select tenant_id, bucket, environment, ${counts} from day_slots group by 1, 2, 3 order by 1, 2, 3
      on conflict (tenant_id, bucket, environment) ${added}
    ),
    key_latency_rolled as (
      insert into key_latency_days as h (tenant_id, key_id, bucket, environment, counts)
      select tenant_id, key_id, bucket, environment, ${counts} from key_slots group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (tenant_id, key_id, bucket, environment) ${added}
    ),
    platform_latency_rolled as (
      insert into platform_latency_hours as h (bucket, environment, lane, counts)
      select bucket, environment, ${lane}, ${counts} from slots group by 1, 2 order by 1, 2
      on conflict (bucket, environment, lane) ${added}
    ),
    platform_latency_days_rolled as (
      insert into platform_latency_days as h (bucket, environment, lane, counts)
      select bucket, environment, ${lane}, ${counts} from day_slots group by 1, 2 order by 1, 2
      on conflict (bucket, environment, lane) ${added}
    )`;
}

/** Amounts of meters, from the same. */
export function meterRollUps(tx: TransactionSql): PendingQuery<Row[]> {
  const added = tx`on conflict (tenant_id, bucket, key_id, environment, meter)
        do update set quantity = m.quantity + excluded.quantity`;
  return tx`
    meter_quarters as materialized (
      select tenant_id, date_bin('15 minutes', at, 'epoch'::timestamptz) as bucket, key_id, environment,
        unit.key as meter, sum(unit.value::bigint) as quantity
      from stored, jsonb_each_text(units) as unit where units is not null and outcome = 'VALID'
      group by 1, 2, 3, 4, 5
    ),
    amounts as (
      insert into meter_quarter_hours as m (tenant_id, bucket, key_id, environment, meter, quantity)
      select tenant_id, bucket, key_id, environment, meter, quantity from meter_quarters order by 1, 2, 3, 4, 5 ${added}
    ),
    day_amounts as (
      insert into meter_days as m (tenant_id, bucket, key_id, environment, meter, quantity)
      select tenant_id, date_bin('1 day', bucket, 'epoch'), key_id, environment, meter, sum(quantity)
      from meter_quarters group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5 ${added}
    ),
    ${takeBackShapes(tx, "late_amounts", { rows: "meter_quarters", at: "bucket", late: "meters" })}`;
}

function sums(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`sum(calls)::bigint, sum(requests)::bigint, sum(latency_micros)::bigint`;
}

function addTo(tx: TransactionSql, alias: string): PendingQuery<Row[]> {
  const u = tx(alias);
  return tx`calls = ${u}.calls + excluded.calls, requests = ${u}.requests + excluded.requests,
    latency_micros = ${u}.latency_micros + excluded.latency_micros`;
}
