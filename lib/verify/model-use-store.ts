// The part of storing usage that is about language models: each call once, the roll-ups of its hour and of its
// credential's day, and reservations, which end when their call is settled. A reservation whose call is in the same
// batch is never stored.
import type { PendingQuery, Row, TransactionSql } from "postgres";
import { uuidOf } from "#db/schema/columns.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { takeBackShapes } from "./take-back-shapes.ts";

/** Who owns a credential that pays for "managed" calls. */
const PLATFORM = uuidOf("ten", PLATFORM_TENANT);

/** Stands in the lines of events that have such a part, and of no other. */
export const OF_MODELS = '"cache_write_tokens":';

const TOKENS = [
  "input_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "audio_input_tokens",
  "audio_output_tokens",
];
const SUMS = ["calls", "failed", "estimated", "unpriced", ...TOKENS, "cost_pico"];
const ADDED = SUMS.map((name) => `${name} = u.${name} + excluded.${name}`).join(", ");
const summed = (names: readonly string[]) => names.map((name) => `sum(${name}) as ${name}`).join(", ");

/** Common table expressions over `incoming` and `stored`, each with a comma after it. */
export function modelUses(tx: TransactionSql): PendingQuery<Row[]> {
  return tx`
    uses as materialized (
      select i.tenant_id, i.at, i.id, i.key_id, i.environment, i.request_id, u.*
      from incoming i, jsonb_to_record(i.use) as u (
        provider text, model text, payer text, credential_id uuid, input_tokens bigint, cache_read_tokens bigint,
        cache_write_tokens bigint, output_tokens bigint, reasoning_tokens bigint, cost_pico bigint, input_price bigint,
        output_price bigint, cache_read_price bigint, cache_write_price bigint, reasoning_price bigint, status integer,
        streamed boolean, estimated boolean, first_byte_micros bigint, total_micros bigint, expires_at timestamptz,
        audio_input_tokens bigint, audio_output_tokens bigint, audio_input_price bigint, audio_output_price bigint)
      where i.use is not null
    ),
    settled as (
      delete from model_reservations r using uses u
      where u.expires_at is null and r.tenant_id = u.tenant_id and r.id = u.id
    ),
    reserved as (
      insert into model_reservations (tenant_id, id, at, key_id, environment, provider, model, payer, credential_id,
        request_id, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico,
        input_price, output_price, cache_read_price, cache_write_price, reasoning_price, expires_at, audio_input_tokens,
        audio_output_tokens, audio_input_price, audio_output_price)
      select tenant_id, id, at, key_id, environment, provider, model, payer, credential_id,
        request_id, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico,
        input_price, output_price, cache_read_price, cache_write_price, reasoning_price, expires_at,
        coalesce(audio_input_tokens, 0), coalesce(audio_output_tokens, 0), audio_input_price, audio_output_price
      from uses u
      where expires_at is not null
        and not exists (select from uses s where s.tenant_id = u.tenant_id and s.id = u.id and s.expires_at is null)
        and not exists (select from model_calls c where c.tenant_id = u.tenant_id and c.id = u.id)
      order by tenant_id, id
      on conflict do nothing
    ),
    model_stored as (
      insert into model_calls (tenant_id, id, at, key_id, environment, provider, model, payer, credential_id,
        request_id, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico,
        input_price, output_price, cache_read_price, cache_write_price, reasoning_price, status, streamed, estimated,
        first_byte_micros, total_micros, audio_input_tokens, audio_output_tokens, audio_input_price, audio_output_price)
      select u.tenant_id, u.id, u.at, u.key_id, u.environment, provider, model, payer, credential_id,
        u.request_id, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico,
        input_price, output_price, cache_read_price, cache_write_price, reasoning_price, status, streamed, estimated,
        first_byte_micros, total_micros, coalesce(audio_input_tokens, 0), coalesce(audio_output_tokens, 0),
        audio_input_price, audio_output_price
      from uses u join stored s on s.tenant_id = u.tenant_id and s.at = u.at and s.id = u.id
      where u.expires_at is null
      order by u.tenant_id, u.id
      on conflict do nothing
      returning *
    ),
    model_sums as materialized (
      select tenant_id, date_trunc('hour', at, 'UTC') as bucket, key_id, environment, provider, model, payer,
        count(*) as calls, count(*) filter (where status is null or status >= 400) as failed,
        count(*) filter (where estimated) as estimated, count(*) filter (where cost_pico is null) as unpriced,
        ${tx.unsafe(summed(TOKENS))}, coalesce(sum(cost_pico), 0) as cost_pico
      from model_stored group by 1, 2, 3, 4, 5, 6, 7
    ),
    model_rolled as (
      insert into model_hours as u (tenant_id, bucket, key_id, environment, provider, model, payer, ${tx.unsafe(SUMS.join(", "))})
      select tenant_id, bucket, key_id, environment, provider, model, payer, ${tx.unsafe(SUMS.join(", "))}
      from model_sums order by 1, 2, 3, 4, 5, 6, 7
      on conflict (tenant_id, bucket, key_id, environment, provider, model, payer) do update set ${tx.unsafe(ADDED)}
    ),
    model_days_rolled as (
      insert into key_model_days as u (tenant_id, bucket, key_id, environment, provider, model, payer, ${tx.unsafe(SUMS.join(", "))})
      select tenant_id, date_trunc('day', bucket, 'UTC'), key_id, environment, provider, model, payer,
        ${tx.unsafe(summed(SUMS))}
      from model_sums group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
      on conflict (tenant_id, bucket, key_id, environment, provider, model, payer) do update set ${tx.unsafe(ADDED)}
    ),
    credential_rolled as (
      insert into credential_days as d (tenant_id, credential_id, day, calls, failed, unpriced, cost_pico)
      select case payer when 'managed' then ${PLATFORM}::uuid else tenant_id end, credential_id,
        (at at time zone 'UTC')::date, count(*), count(*) filter (where status is null or status >= 400),
        count(*) filter (where cost_pico is null), coalesce(sum(cost_pico), 0)
      from model_stored where credential_id is not null group by 1, 2, 3 order by 1, 2, 3
      on conflict (tenant_id, credential_id, day) do update set
        calls = d.calls + excluded.calls, failed = d.failed + excluded.failed,
        unpriced = d.unpriced + excluded.unpriced, cost_pico = d.cost_pico + excluded.cost_pico
    ),
    ${takeBackShapes(tx, "late_models", { rows: "model_sums", at: "bucket", late: "models" })},`;
}
