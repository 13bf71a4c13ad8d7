// Who calls with one secret of a key: from where, with what, and for what.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { usageEvents as events } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";

/** The newest calls of the key that are looked at. */
const MOST_CALLS = 10_000;
const MOST_CALLERS = 8;

export interface SecretOfKey {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  secretId: Id<"sec">;
}

const text = z.string().nullable();

export const SecretCallers = z.strictObject({
  calls: z.int().describe("Of the calls that were looked at, those with this secret."),
  ofCalls: z.int().describe("How many were looked at: the key's newest, with any of its secrets."),
  callers: z
    .array(
      z.strictObject({ ip: text, userAgent: text, resource: text, calls: z.int(), lastAt: z.iso.datetime() }),
    )
    .describe("The busiest first."),
});
export type SecretCallers = z.infer<typeof SecretCallers>;

interface Row extends Record<string, unknown> {
  ip: string | null;
  agent: string | null;
  resource: string | null;
  calls: number;
  last: number;
  with_it: number;
  of_all: number;
}

/** Among the key's newest 10,000 calls since then. */
export async function rankCallers(
  tx: Tx,
  { tenantId, keyId, secretId }: SecretOfKey,
  since: Date,
): Promise<SecretCallers> {
  const rows = await tx.execute<Row>(sql`
    with newest as (
      select ${events.secretId} as secret, ${events.ip} as ip, ${events.userAgent} as agent,
             ${events.resource} as resource, ${events.at} as at
      from ${events}
      where ${events.tenantId} = ${uuidOf("ten", tenantId)} and ${events.keyId} = ${uuidOf("key", keyId)}
        and ${events.at} >= ${since.toISOString()}::timestamptz
      order by ${events.at} desc limit ${MOST_CALLS}
    ), its as (select * from newest where secret = ${uuidOf("sec", secretId)})
    select ip, agent, resource, count(*)::int as calls, (extract(epoch from max(at)) * 1000)::float8 as last,
           (select count(*) from its)::int as with_it, (select count(*) from newest)::int as of_all
    from its group by 1, 2, 3 order by calls desc, last desc limit ${MOST_CALLERS}`);
  return {
    calls: rows[0]?.with_it ?? 0,
    ofCalls: rows[0]?.of_all ?? 0,
    callers: rows.map(({ ip, agent, resource, calls, last }) => ({
      ...{ ip, userAgent: agent, resource, calls },
      lastAt: new Date(last).toISOString(),
    })),
  };
}
