// The calls of one day of a past, made in Postgres itself. Deterministic but for ids: the same day has the same calls.
import type { Sql } from "#db/client.ts";
import { DAY_MS } from "#lib/core/clock.ts";

const RESOURCES = 12;

/**
 * Busy by day and quiet by night; one call in twenty is refused, one in a hundred has units, one in fifty was to a
 * language model; none in the last second, lest it is rounded into the next day. The day's partition is made whole before it is attached, as its indexes then cost a third.
 */
export async function makeDay(sql: Sql, day: string, count: number, now: Date): Promise<void> {
  const partition = `usage_events_${day.replaceAll("-", "")}`;
  await sql.begin(async (tx) => {
    await tx`set local synchronous_commit = off`;
    await tx`set local work_mem = '256MB'`;
    await tx`set local maintenance_work_mem = '512MB'`;
    await tx`select setseed(${((Date.parse(day) / DAY_MS) % 1_000) / 1_000})`;
    await tx.unsafe(`create table ${partition} (like usage_events including defaults)`);
    await tx`
      insert into ${tx(partition)} (tenant_id, at, id, key_id, environment, outcome, cost, units, resource,
        latency_micros, request_id, scope)
      select c.tenant_id, r.at, gen_random_uuid(), c.key_id, c.environment,
        case when r.luck > 0.97 then 'RATE_LIMITED' when r.luck > 0.95 then 'INSUFFICIENT_SCOPE' else 'VALID' end,
        1, case when r.luck < 0.01 then '{"patients": 3}'::jsonb end,
        'GET /v1/things/' || (floor(r.luck * 7919)::int % ${RESOURCES}::int), exp(3 + 4 * r.luck * r.luck)::int,
        'req_bench', (array['things:read', 'things:write', 'things:list', 'lists:read', null])[1 + floor(r.luck * 4409)::int % 5]
      from (
        select ${`${day}T00:00:00Z`}::timestamptz + make_interval(secs => 86399 * (
          case when n % 3 = 0 then random() else (random() + random() + random()) / 3 end)) as at,
          random() as who, random() as luck
        from generate_series(1, ${count}::int) n offset 0
      ) as r
      join bench.cast_keys c on c.place = width_bucket(r.who, (select array_agg(until order by place) from bench.cast_keys))
      where r.at < ${now.toISOString()}::timestamptz
      order by r.at`;
    await tx.unsafe(`alter table ${partition} add primary key (tenant_id, at, id)`);
    await tx.unsafe(`create index on ${partition} (tenant_id, key_id, at desc)`);
    await makeModelCalls(tx as unknown as Sql, partition);
    await tx.unsafe(`alter table ${partition} owner to keyhold_owner`);
    const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
    await tx.unsafe(`alter table usage_events attach partition ${partition}
      for values from ('${day} 00:00:00+00') to ('${next} 00:00:00+00')`);
    await tx`select protect_tenant_table(${partition}::text::regclass, 'tenant_id')`;
  });
}

async function makeModelCalls(sql: Sql, partition: string): Promise<void> {
  await sql`
    insert into model_calls (tenant_id, id, at, key_id, environment, provider, model, payer, request_id, input_tokens,
      cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico, status, streamed, estimated,
      total_micros)
    select tenant_id, id, at, key_id, environment, 'provider-' || latency_micros % 2, 'model-' || latency_micros % 4,
      case when latency_micros % 5 = 0 then 'managed' else 'byok' end, request_id, latency_micros, 10, 0,
      latency_micros / 2, 0, latency_micros * 1000000::bigint, 200, false, false, 1000 * latency_micros
    from ${sql(partition)} where outcome = 'VALID' and id < '05000000-0000-0000-0000-000000000000'
    order by at`;
}
