// Writes usage events with their roll-ups in one statement, fed from the rows that were really new:
// a batch that is sent twice is counted once. Rows go in one order, so that writers do not deadlock.
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import { addressBlock } from "#lib/http/client-address.ts";
import type { RefusedSecret } from "./refused-secret.ts";
import type { UsageEvent } from "./usage-event.ts";

/** Stores a batch; how many events were new. */
export async function storeUsage(sql: Sql, events: readonly UsageEvent[]): Promise<number> {
  const rows = JSON.stringify(events.map(rowOf));
  return sql.begin(async (tx) => {
    const [, [stored]] = await Promise.all([
      tx`select set_config('role', 'keyhold_platform', true)`,
      tx<[{ count: number }]>`
        with incoming as materialized (
          select * from jsonb_to_recordset(${rows}::text::jsonb) as e (
            tenant_id uuid, at timestamptz, id uuid, key_id uuid, secret_id uuid, environment text, outcome text,
            cost bigint, units jsonb, resource text, ip text, user_agent text, tags text[],
            latency_micros integer, request_id text, refused jsonb)
        ),
        stored as (
          insert into usage_events (tenant_id, at, id, key_id, secret_id, environment, outcome, cost, units,
            resource, ip, user_agent, tags, latency_micros, request_id)
          select tenant_id, at, id, key_id, secret_id, environment, outcome, cost, units,
            resource, ip, user_agent, tags, latency_micros, request_id
          from incoming order by tenant_id, at, id
          on conflict do nothing
          returning *
        ),
        calls as (
          insert into usage_quarter_hours as u
            (tenant_id, bucket, key_id, environment, outcome, calls, requests, latency_micros)
          select tenant_id, date_bin('15 minutes', at, 'epoch'::timestamptz), key_id, environment, outcome,
            count(*), coalesce(sum(cost) filter (where outcome = 'VALID'), 0), sum(latency_micros)
          from stored group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
          on conflict (tenant_id, bucket, key_id, environment, outcome) do update set
            calls = u.calls + excluded.calls,
            requests = u.requests + excluded.requests,
            latency_micros = u.latency_micros + excluded.latency_micros
        ),
        amounts as (
          insert into meter_quarter_hours as m (tenant_id, bucket, key_id, environment, meter, quantity)
          select tenant_id, date_bin('15 minutes', at, 'epoch'::timestamptz), key_id, environment,
            unit.key, sum(unit.value::bigint)
          from stored, jsonb_each_text(units) as unit where outcome = 'VALID'
          group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
          on conflict (tenant_id, bucket, key_id, environment, meter)
            do update set quantity = m.quantity + excluded.quantity
        ),
        used as (
          select tenant_id, key_id, secret_id, max(at) as at from stored where secret_id is not null
          group by 1, 2, 3
        ),
        stale_keys as (
          select k.tenant_id, k.id, latest.at from keys k
          join (select tenant_id, key_id, max(at) as at from used group by 1, 2) as latest
            on k.tenant_id = latest.tenant_id and k.id = latest.key_id
          where k.last_used_at is null or k.last_used_at <= latest.at - interval '1 minute'
          for no key update of k skip locked
        ),
        touched_keys as (
          update keys k set last_used_at = s.at from stale_keys s
          where k.tenant_id = s.tenant_id and k.id = s.id
        ),
        stale_secrets as (
          select s.tenant_id, s.id, used.at from secrets s
          join used on s.tenant_id = used.tenant_id and s.id = used.secret_id
          where s.last_used_at is null or s.last_used_at <= used.at - interval '1 minute'
          for no key update of s skip locked
        ),
        touched_secrets as (
          update secrets s set last_used_at = t.at from stale_secrets t
          where s.tenant_id = t.tenant_id and s.id = t.id
        )
        select count(*)::int as count, (
          select note_unknown_keys(jsonb_agg(i.refused || jsonb_build_object('tenant_id', i.tenant_id, 'at', i.at,
            'ip', i.ip, 'user_agent', i.user_agent)))
          from incoming i join stored s on s.tenant_id = i.tenant_id and s.at = i.at and s.id = i.id
          where i.refused is not null having count(*) > 0
        ) from stored`,
    ]);
    return stored.count;
  });
}

function rowOf(event: UsageEvent) {
  return {
    tenant_id: uuidOf("ten", event.tenantId),
    at: event.at,
    id: uuidOf("evt", event.id),
    key_id: uuidOf("key", event.keyId),
    secret_id: event.secretId && uuidOf("sec", event.secretId),
    environment: event.environment,
    outcome: event.outcome,
    cost: event.cost,
    units: event.units,
    resource: event.resource,
    ip: event.ip,
    user_agent: event.userAgent,
    tags: event.tags,
    latency_micros: event.latencyMicros,
    request_id: event.requestId,
    refused: event.refused ? refusedOf(event, event.refused) : null,
  };
}

/** What is counted of a refused secret. Those of keys are told by key, all others by where they came from. */
function refusedOf({ keyId, secretId, ip }: UsageEvent, refused: RefusedSecret) {
  const ours = secretId && { key_id: uuidOf("key", keyId), secret_id: uuidOf("sec", secretId) };
  return { ...refused, ...ours, block: ip === null ? "unknown" : addressBlock(ip) };
}
