// What happened in the last minutes, from the roll-ups: one statement over all tenants each.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { decodeId, encodeId, type Id } from "#lib/shared/ids.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { RefusalFacts } from "../rules/refusals-burst.ts";

/** More than this at once is read in the next minute, or never: nobody reads so many alerts. */
export const MOST_FACTS = 5_000;

export type Of<Facts> = Facts & { tenantId: Id<"ten"> };

/** A moment, and from when on the quarter hours of the last `minutes` count. */
export function since(now: Date, minutes: number): string {
  return new Date(now.getTime() - minutes * MINUTE_MS - 15 * MINUTE_MS + 1).toISOString();
}

/** Windows that differ from tenant to tenant, as a table. */
export function windowsTable(
  now: Date,
  changed: readonly { tenantId: Id<"ten">; windowMinutes: number }[],
): SQL {
  const rows = changed.map(({ tenantId, windowMinutes }) => ({
    tenant_id: decodeId("ten", tenantId),
    since: since(now, windowMinutes),
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (tenant_id uuid, since timestamptz)`;
}

interface RefusalRow extends Record<string, unknown> {
  tenant_id: string;
  key_id: string;
  name: string;
  calls: number;
  refused: number;
  most: Outcome;
}

/** Keys with at least `leastRefused` refused calls in their tenant's window. */
export async function readRefusals(
  tx: Tx,
  now: Date,
  windows: { usualMinutes: number; changed: readonly { tenantId: Id<"ten">; windowMinutes: number }[] },
  leastRefused: number,
): Promise<Of<RefusalFacts>[]> {
  const usual = since(now, windows.usualMinutes);
  const widest = Math.max(windows.usualMinutes, ...windows.changed.map((each) => each.windowMinutes));
  const rows = await tx.execute<RefusalRow>(sql`
    with recent as (
      select u.tenant_id, u.key_id, u.outcome, sum(u.calls)::float8 as calls
      from usage_quarter_hours u left join ${windowsTable(now, windows.changed)} on w.tenant_id = u.tenant_id
      where u.bucket >= ${since(now, widest)}::timestamptz and u.bucket <= ${now.toISOString()}::timestamptz
        and u.bucket >= coalesce(w.since, ${usual}::timestamptz) and u.environment <> 'none'
      group by 1, 2, 3
    ), per_key as (
      select tenant_id, key_id, sum(calls) as calls, sum(calls) filter (where outcome <> 'VALID') as refused,
        (array_agg(outcome order by calls desc) filter (where outcome <> 'VALID'))[1] as most
      from recent group by 1, 2 having sum(calls) filter (where outcome <> 'VALID') >= ${leastRefused}
    )
    select p.*, k.name from per_key p join keys k on k.tenant_id = p.tenant_id and k.id = p.key_id
    order by p.refused desc limit ${MOST_FACTS}`);
  return rows.map((row) => ({
    tenantId: encodeId("ten", row.tenant_id),
    keyId: encodeId("key", row.key_id),
    keyName: row.name,
    calls: row.calls,
    refused: row.refused,
    mostOutcome: row.most,
  }));
}

/** Calls with secrets that are no key. */
export async function countUnknown(tx: Tx, now: Date, windowMinutes: number): Promise<number> {
  const [row] = await tx.execute<{ calls: number }>(sql`
    select coalesce(sum(calls), 0)::float8 as calls from usage_quarter_hours
    where tenant_id = '00000000-0000-0000-0000-000000000000'
      and bucket >= ${since(now, windowMinutes)}::timestamptz and bucket <= ${now.toISOString()}::timestamptz`);
  return row?.calls ?? 0;
}
