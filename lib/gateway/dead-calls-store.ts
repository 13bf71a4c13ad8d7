// Calls whose process died before it could say what they used: what was set aside for them is billed, marked as a guess.
import type { Sql } from "#db/client.ts";
import type { Payer } from "#lib/shared/gateway.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { microsOf } from "./money.ts";

const AT_ONCE = 500;

interface Row {
  tenant_id: string;
  id: string;
  at: string | Date;
  key_id: string;
  environment: Environment;
  request_id: string;
  provider: string;
  model: string;
  payer: Payer;
  credential_id: string | null;
  [figure: string]: string | number | Date | null;
}

/**
 * Settles reservations that were over by `now`; how many. An event has the id and time of its call, so that one that
 * comes late after all is not counted again.
 */
export async function settleDeadCalls(sql: Sql, now: Date): Promise<number> {
  const rows = await sql.begin(async (tx) => {
    await tx`select set_config('role', 'keyhold_platform', true)`;
    return tx<Row[]>`
      select * from model_reservations where expires_at < ${now.toISOString()}::text::timestamptz
      order by expires_at limit ${AT_ONCE}`;
  });
  if (rows.length > 0) await storeUsage(sql, rows.map(eventOf));
  return rows.length;
}

function eventOf(row: Row): UsageEvent {
  const number = (name: string) => Number(row[name]);
  const price = (name: string) => (row[name] === null ? null : Number(row[name]));
  const tokens =
    number("input_tokens") +
    number("cache_read_tokens") +
    number("cache_write_tokens") +
    number("output_tokens");
  const cost = row.cost_pico === null ? null : BigInt(row.cost_pico as string);
  return {
    tenantId: encodeId("ten", row.tenant_id),
    at: new Date(row.at),
    id: encodeId("evt", row.id),
    keyId: encodeId("key", row.key_id),
    secretId: null,
    environment: row.environment,
    outcome: "VALID",
    cost: 1,
    units: { tokens, ...(cost !== null && { cost: microsOf(cost) }) },
    ...{ resource: null, ip: null, userAgent: null, tags: null },
    latencyMicros: 0,
    requestId: row.request_id,
    use: {
      provider: row.provider,
      model: row.model,
      payer: row.payer,
      credential_id: row.credential_id,
      input_tokens: number("input_tokens"),
      cache_read_tokens: number("cache_read_tokens"),
      cache_write_tokens: number("cache_write_tokens"),
      output_tokens: number("output_tokens"),
      reasoning_tokens: number("reasoning_tokens"),
      cost_pico: cost === null ? null : String(cost),
      input_price: price("input_price"),
      output_price: price("output_price"),
      cache_read_price: price("cache_read_price"),
      cache_write_price: price("cache_write_price"),
      reasoning_price: price("reasoning_price"),
      audio_input_tokens: number("audio_input_tokens"),
      audio_output_tokens: number("audio_output_tokens"),
      audio_input_price: price("audio_input_price"),
      audio_output_price: price("audio_output_price"),
      ...{ status: null, streamed: false, estimated: true, first_byte_micros: null, total_micros: 0 },
    },
  };
}
