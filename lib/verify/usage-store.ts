// Writes usage events with their roll-ups in one statement, fed from the rows that were really new:
// a batch that is sent twice is counted once. Rows go in one order, so that writers do not deadlock. The lock is taken
// before the statement sees anything, so that whoever holds it alone meets no roll-up half way.
import type { Sql } from "#db/client.ts";
import { USAGE_LOCK } from "#lib/shared/usage-grain.ts";
import { LINE_END } from "#lib/spool/frame.ts";
import type { UsageStore } from "#lib/usage/usage-store.ts";
import { modelUses, OF_MODELS } from "./model-use-store.ts";
import { meterRollUps, rollUps } from "./roll-up-store.ts";
import type { UsageEvent } from "./usage-event.ts";
import { FIELD_END, linesOf, NOTHING } from "./usage-line.ts";

/** Stores a batch; how many events were new. */
export function storeUsage(sql: Sql, events: readonly UsageEvent[]): Promise<number> {
  return storeLines(sql, linesOf(events));
}

/** The same for events in the form of `usage-line.ts`, with LINE_END between them. */
export const storeLines: UsageStore["write"] = (sql, lines) =>
  sql.begin(async (tx) => {
    const [, [stored]] = await Promise.all([
      tx`select set_config('role', 'keyhold_platform', true), pg_advisory_xact_lock_shared(${USAGE_LOCK})`,
      tx<[{ count: number }]>`
        with incoming as materialized (
          select f[1]::uuid as tenant_id, to_timestamp(f[2]::float8 / 1000)::timestamptz(3) as at, f[3]::uuid as id,
            f[4]::uuid as key_id, f[5]::uuid as secret_id, f[6] as environment, f[7] as outcome, f[8]::bigint as cost,
            f[9]::jsonb as units, f[10] as resource, f[11] as ip, f[12] as user_agent, f[13]::text[] as tags,
            f[14]::integer as latency_micros, f[15] as request_id, f[16]::jsonb as refused,
            f[17]::jsonb as use, f[18] as scope
          from (
            select string_to_array(line, ${FIELD_END}, ${NOTHING}) as f
            from string_to_table(${lines}, ${LINE_END}) as line offset 0
          ) as fields
        ),
        stored as (
          insert into usage_events (tenant_id, at, id, key_id, secret_id, environment, outcome, cost, units,
            resource, ip, user_agent, tags, latency_micros, request_id, scope)
          select tenant_id, at, id, key_id, secret_id, environment, outcome, cost, units,
            resource, ip, user_agent, tags, latency_micros, request_id, scope
          from incoming where use->>'expires_at' is null order by tenant_id, at, id
          on conflict do nothing
          returning *
        ),
        ${lines.includes(OF_MODELS) ? modelUses(tx) : tx``}
        ${rollUps(tx)},
        ${meterRollUps(tx)},
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
          from incoming i
          where i.refused is not null and (i.id in (select s.id from stored s)) is true
          having count(*) > 0
        ) from stored`,
    ]);
    return stored.count;
  });
