// The part of storing usage that adds it up: each roll-up is fed from one that is finer, so that only three of them
// read the events themselves. What a hostile caller could make many of, resources, has a most for each day.
import type { PendingQuery, Row, TransactionSql } from "postgres";
import { LATENCY_BOUNDS } from "#lib/shared/latency-bounds.ts";
import { LONGEST_RESOURCE, MOST_RESOURCES, OTHER_RESOURCES } from "#lib/shared/usage-grain.ts";

/** Writers count everybody's calls in lanes, as a single row for all would hold them up in turn. */
const LANES = 4;

/** Common table expressions over `stored`, which holds the events that were new; a comma stands between them. */
export function rollUps(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`${callRollUps(tx)}, ${resourceRollUps(tx)}, ${latencyRollUps(tx)}`;
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
    )`;
}

function resourceRollUps(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`
    resource_calls as materialized (
      select tenant_id, date_bin('1 hour', at, 'epoch') as bucket, date_bin('1 day', at, 'epoch') as day, environment,
        left(coalesce(resource, ''), ${LONGEST_RESOURCE}) as resource, count(*) as calls,
        count(*) filter (where outcome <> 'VALID') as refusals,
        coalesce(sum(cost) filter (where outcome = 'VALID'), 0)::bigint as requests,
        sum(latency_micros)::bigint as latency_micros
      from stored group by 1, 2, 3, 4, 5
    ),
    fresh_resources as materialized (
      select tenant_id, day, environment, resource,
        row_number() over (partition by tenant_id, day, environment order by sum(calls) desc, resource) as place
      from resource_calls r
      where not exists (
        select from resource_days d where d.tenant_id = r.tenant_id and d.bucket = r.day
          and d.environment = r.environment and d.resource = r.resource
      )
      group by 1, 2, 3, 4
    ),
    resource_room as materialized (
      select tenant_id, day, environment, ${MOST_RESOURCES} - (
        select count(*) from resource_days d
        where d.tenant_id = f.tenant_id and d.bucket = f.day and d.environment = f.environment
      ) as room
      from fresh_resources f group by 1, 2, 3
    ),
    resources as materialized (
      select r.tenant_id, r.bucket, r.day, r.environment,
        case when f.place > m.room then ${OTHER_RESOURCES} else r.resource end as resource,
        sum(r.calls)::bigint as calls, sum(r.refusals)::bigint as refusals, sum(r.requests)::bigint as requests,
        sum(r.latency_micros)::bigint as latency_micros
      from resource_calls r
      left join fresh_resources f using (tenant_id, day, environment, resource)
      left join resource_room m on m.tenant_id = f.tenant_id and m.day = f.day and m.environment = f.environment
      group by 1, 2, 3, 4, 5
    ),
    resource_hours_rolled as (
      insert into resource_hours as u
        (tenant_id, bucket, environment, resource, calls, refusals, requests, latency_micros)
      select tenant_id, bucket, environment, resource, calls, refusals, requests, latency_micros
      from resources order by 1, 2, 3, 4
      on conflict (tenant_id, bucket, environment, resource)
        do update set refusals = u.refusals + excluded.refusals, ${addTo(tx, "u")}
    ),
    resource_days_rolled as (
      insert into resource_days as u
        (tenant_id, bucket, environment, resource, refusals, calls, requests, latency_micros)
      select tenant_id, day, environment, resource, sum(refusals)::bigint, ${sums(tx)}
      from resources group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (tenant_id, bucket, environment, resource)
        do update set refusals = u.refusals + excluded.refusals, ${addTo(tx, "u")}
    )`;
}

function latencyRollUps(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`
    slots as materialized (
      select tenant_id, date_bin('1 hour', at, 'epoch') as bucket, environment,
        width_bucket(latency_micros, ${`{${LATENCY_BOUNDS.join(",")}}`}::text::int[]) as slot, count(*) as calls
      from stored group by 1, 2, 3, 4
    ),
    latency_rolled as (
      insert into latency_hours as h (tenant_id, bucket, environment, counts)
      select tenant_id, bucket, environment, counts_of(array_agg(slot), array_agg(calls))
      from slots group by 1, 2, 3 order by 1, 2, 3
      on conflict (tenant_id, bucket, environment) do update set counts = add_counts(h.counts, excluded.counts)
    ),
    platform_latency_rolled as (
      insert into platform_latency_hours as h (bucket, environment, lane, counts)
      select bucket, environment, pg_backend_pid() % ${LANES}, counts_of(array_agg(slot), array_agg(calls))
      from slots group by 1, 2 order by 1, 2
      on conflict (bucket, environment, lane) do update set counts = add_counts(h.counts, excluded.counts)
    )`;
}

function sums(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`sum(calls)::bigint, sum(requests)::bigint, sum(latency_micros)::bigint`;
}

function addTo(tx: TransactionSql, alias: string): PendingQuery<Row[]> {
  const u = tx(alias);
  return tx`calls = ${u}.calls + excluded.calls, requests = ${u}.requests + excluded.requests,
    latency_micros = ${u}.latency_micros + excluded.latency_micros`;
}
