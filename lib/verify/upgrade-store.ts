// Writes secrets that were seen as HMACs of their own. Nodes hear of it as of any other change.
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { Upgrade } from "./secret-upgrades.ts";

/** One statement; a secret that has its own HMAC already, or would collide, stays as it is. */
export async function strengthenSecrets(
  sql: Sql,
  upgrades: readonly Upgrade[],
  pepperVersion: number,
): Promise<void> {
  const tenants = upgrades.map(({ tenantId }) => uuidOf("ten", tenantId));
  const ids = upgrades.map(({ secretId }) => uuidOf("sec", secretId));
  const digests = upgrades.map(({ digest }) => digest.toString("hex"));
  const ends = upgrades.map(({ last4 }) => last4);
  await sql`
    select strengthen_secrets(${tenants}::uuid[], ${ids}::uuid[], ${digests}::text[], ${ends}::text[], ${pepperVersion})`;
}
