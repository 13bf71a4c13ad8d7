// What the gateway reads and writes in Postgres, away from its calls.
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import type { BudgetMark } from "./budget-marks.ts";
import type { PriceRow } from "./price-book.ts";

/** Every price there is, of the past and the future too. */
export async function readPrices(sql: Sql): Promise<PriceRow[]> {
  const rows = await sql<Record<string, string | number | null>[]>`
    select provider, model, effective_from, input, output, cache_read, cache_write, reasoning, audio_input, audio_output,
      most_output
    from prices`;
  const number = (value: unknown) => (value === null ? null : Number(value));
  return rows.map((row) => ({
    provider: String(row.provider),
    model: String(row.model),
    effectiveFrom: new Date(row.effective_from as string),
    input: Number(row.input),
    output: Number(row.output),
    cacheRead: number(row.cache_read),
    cacheWrite: number(row.cache_write),
    reasoning: number(row.reasoning),
    audioInput: number(row.audio_input),
    audioOutput: number(row.audio_output),
    mostOutput: number(row.most_output),
  }));
}

/** A tenant's credentials for a provider that hold a key, the newest first. */
export async function listSpendable(sql: Sql, tenantId: Id<"ten">, provider: string): Promise<Id<"cred">[]> {
  const rows = await sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${uuidOf("ten", tenantId)}, true)`;
    return tx<{ id: string }[]>`
      select id from credentials
      where tenant_id = ${uuidOf("ten", tenantId)} and provider = ${provider}
        and removed_at is null and current_version is not null
      order by created_at desc, id desc`;
  });
  return rows.map(({ id }) => encodeId("cred", id));
}

/** Once for each percentage of a window, whoever notes it first. */
export async function markBudget(sql: Sql, mark: BudgetMark): Promise<void> {
  const tenant = uuidOf("ten", mark.tenantId);
  await sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenant}, true)`;
    await tx`
      insert into budget_marks (tenant_id, key_id, limit_name, meter, bucket, percent, "limit", at)
      values (${tenant}, ${uuidOf("key", mark.keyId)}, ${mark.limitName}, ${mark.meter},
        ${mark.bucket.toISOString()}::text::timestamptz, ${mark.percent}, ${mark.limit}, ${mark.at.toISOString()}::text::timestamptz)
      on conflict do nothing`;
  });
}
