// What calls named, from the sums by day.
import { type SQL, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import { OTHER_LABELS } from "#lib/shared/usage-grain.ts";
import type { Kind } from "./values.ts";

const MOST = 200;

const TABLES: Record<Kind, { table: SQL; value: SQL; weight: SQL; also: SQL }> = {
  meter: { table: sql`meter_days`, value: sql`u.meter`, weight: sql`count(*)`, also: sql`true` },
  resource: {
    table: sql`resource_days`,
    value: sql`u.resource`,
    weight: sql`sum(u.calls)`,
    also: sql`u.resource not in ('', ${OTHER_LABELS})`,
  },
  scope: {
    table: sql`scope_days`,
    value: sql`u.scope`,
    weight: sql`sum(u.calls)`,
    also: sql`u.scope not in ('', ${OTHER_LABELS})`,
  },
  model: {
    table: sql`key_model_days`,
    value: sql`u.provider || '/' || u.model`,
    weight: sql`sum(u.calls)`,
    also: sql`true`,
  },
  provider: {
    table: sql`key_model_days`,
    value: sql`u.provider`,
    weight: sql`sum(u.calls)`,
    also: sql`true`,
  },
  payer: { table: sql`key_model_days`, value: sql`u.payer`, weight: sql`sum(u.calls)`, also: sql`true` },
};

/** Of one tenant, or of everybody; at most 200. */
export async function seenValues(
  tx: Tx,
  kind: Kind,
  tenantId: Id<"ten"> | null,
  since: Date,
): Promise<string[]> {
  const { table, value, weight, also } = TABLES[kind];
  const whose = tenantId ? sql`u.tenant_id = ${uuidOf("ten", tenantId)}` : sql`true`;
  const rows = await tx.execute<{ value: string }>(sql`
    select ${value} as value from ${table} u
    where ${whose} and u.bucket >= ${since.toISOString()}::timestamptz and ${also}
    group by 1 order by ${weight} desc, 1 limit ${MOST}`);
  return rows.map((row) => row.value);
}
