// What there is to choose among: meters, resources, models, providers and payers that were seen lately.
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { OTHER_LABELS } from "#lib/shared/usage-grain.ts";

const KINDS = ["meter", "resource", "scope", "model", "provider", "payer"] as const;
type Kind = (typeof KINDS)[number];

export const ValuesQuestion = z.strictObject({ of: z.enum(KINDS) });

export interface UsageValues {
  of: Kind;
  /** Most used first. A model is `provider/model`. */
  items: string[];
}

const SEEN_DAYS = 90;
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

/** Of the last 90 days, at most 200. */
export async function readValues({ tx, now, tenantId }: QueryContext, of: Kind): Promise<UsageValues> {
  const { table, value, weight, also } = TABLES[of];
  const since = new Date(now.getTime() - SEEN_DAYS * DAY_MS).toISOString();
  const rows = await tx.execute<{ value: string }>(sql`
    select ${value} as value from ${table} u
    where ${whose(tenantId)} and u.bucket >= ${since}::timestamptz and ${also}
    group by 1 order by ${weight} desc, 1 limit ${MOST}`);
  return { of, items: rows.map(({ value: item }) => item) };
}

function whose(tenantId: Id<"ten">): SQL {
  return tenantId === PLATFORM_TENANT ? sql`true` : sql`u.tenant_id = ${uuidOf("ten", tenantId)}`;
}
