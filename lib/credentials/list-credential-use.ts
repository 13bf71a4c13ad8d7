import { sql } from "drizzle-orm";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { encodeId } from "#lib/shared/ids.ts";

/** So many calls are looked at, however many there were. */
const NEWEST_CALLS = 20_000;
const LAST_DAYS = 30;

const CredentialUse = z.strictObject({
  credentialId: z.string(),
  calls: z.int(),
  /** Those that called most come first. */
  keys: z.array(z.strictObject({ id: z.string(), name: z.string(), calls: z.int() })),
});
export type CredentialUse = z.infer<typeof CredentialUse>;

interface Row {
  credential: string;
  key: string;
  name: string;
  calls: number;
}

/** Which keys spent the tenant's credentials, in its newest calls of the last 30 days. */
export const listCredentialUse = query({
  name: "credential.list_use",
  on: "tenant",
  can: "credentials:read",
  input: z.strictObject({}),
  async run({ tx, now, tenantId }): Promise<CredentialUse[]> {
    const tenant = uuidOf("ten", tenantId);
    const since = new Date(now.getTime() - LAST_DAYS * DAY_MS).toISOString();
    const rows = (await tx.execute(sql`
      select c.credential_id as credential, k.id as key, k.name, count(*)::int as calls
      from (
        select credential_id, key_id from model_calls
        where tenant_id = ${tenant} and at >= ${since} order by at desc limit ${NEWEST_CALLS}
      ) as c
      join keys k on k.tenant_id = ${tenant} and k.id = c.key_id
      where c.credential_id is not null
      group by 1, 2, 3 order by calls desc`)) as unknown as Row[];
    return [...Map.groupBy(rows, ({ credential }) => credential)].map(([credential, uses]) => ({
      credentialId: encodeId("cred", credential),
      calls: uses.reduce((sum, { calls }) => sum + calls, 0),
      keys: uses.map(({ key, name, calls }) => ({ id: encodeId("key", key), name, calls })),
    }));
  },
});
