// Which service token a text is, for whoever found it in public.
import { inArray } from "drizzle-orm";
import { serviceTokens } from "#db/schema/index.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { everyDigest } from "#lib/crypto/digest.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";

export interface LeakedToken {
  id: Id<"tok">;
  name: string;
  last4: string;
  /** PLATFORM_TENANT for the platform's own. */
  tenantId: Id<"ten">;
  revokedAt: Date | null;
}

export async function findLeakedToken(
  { tx, peppers }: Pick<QueryContext, "tx" | "peppers">,
  secret: string,
): Promise<LeakedToken | null> {
  const { id, name, last4, tenantId, revokedAt } = serviceTokens;
  const [row] = await tx
    .select({ id, name, last4, tenantId, revokedAt })
    .from(serviceTokens)
    .where(inArray(serviceTokens.digest, everyDigest(peppers, secret)));
  return row ? { ...row, tenantId: row.tenantId ?? PLATFORM_TENANT } : null;
}
