// A tenant's id from what a person or program calls it by.
import { eq } from "drizzle-orm";
import { tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { type Id, isId } from "#lib/shared/ids.ts";

/** `named` is an id or a client id. Throws `not_found`. */
export async function findTenantId(tx: Tx, named: string): Promise<Id<"ten">> {
  const [row] = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(isId("ten", named) ? eq(tenants.id, named) : eq(tenants.clientId, named));
  if (!row) throw notFound("tenant");
  return row.id;
}
