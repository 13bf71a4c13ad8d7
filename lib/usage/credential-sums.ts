// What was spent of credentials, from the roll-up by the day, and the keys that spent it, from the newest calls.
import { and, eq, gte, sql } from "drizzle-orm";
import { uuidOf } from "#db/schema/columns.ts";
import { credentialDays } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";

/** So many calls are looked at, however many there were. */
const NEWEST_CALLS = 20_000;

export interface CredentialSum {
  credentialId: Id<"cred">;
  calls: number;
  failed: number;
  unpriced: number;
  /** Pico-USD in digits. */
  costPico: string;
}

/** Of each credential of its owner, from the UTC day of `from` on. */
export async function sumCredentials(tx: Tx, ownerId: Id<"ten">, from: Date): Promise<CredentialSum[]> {
  const sum = (column: keyof Pick<typeof credentialDays, "calls" | "failed" | "unpriced">) =>
    sql<number>`sum(${credentialDays[column]})::float8`;
  const day = from.toISOString().slice(0, "yyyy-mm-dd".length);
  return tx
    .select({
      credentialId: credentialDays.credentialId,
      calls: sum("calls"),
      failed: sum("failed"),
      unpriced: sum("unpriced"),
      costPico: sql<string>`sum(${credentialDays.costPico})::text`,
    })
    .from(credentialDays)
    .where(and(eq(credentialDays.tenantId, ownerId), gte(credentialDays.day, day)))
    .groupBy(credentialDays.credentialId);
}

export interface Spender {
  credentialId: Id<"cred">;
  /** The key. */
  id: Id<"key">;
  name: string;
  calls: number;
}

/** Which keys of the tenant spent which credential in its newest calls since then, those that called most first. */
export async function rankSpenders(tx: Tx, tenantId: Id<"ten">, since: Date): Promise<Spender[]> {
  const tenant = uuidOf("ten", tenantId);
  const rows = await tx.execute<{ credential: string; key: string; name: string; calls: number }>(sql`
    select c.credential_id as credential, k.id as key, k.name, count(*)::int as calls
    from (
      select credential_id, key_id from model_calls
      where tenant_id = ${tenant} and at >= ${since.toISOString()} order by at desc limit ${NEWEST_CALLS}
    ) as c
    join keys k on k.tenant_id = ${tenant} and k.id = c.key_id
    where c.credential_id is not null
    group by 1, 2, 3 order by calls desc, k.id`);
  return rows.map(({ credential, key, name, calls }) => ({
    credentialId: encodeId("cred", credential),
    id: encodeId("key", key),
    name,
    calls,
  }));
}
