// Finds the key to which a pasted secret belongs, among the keys that the transaction may see.
import { inArray, or } from "drizzle-orm";
import { secrets } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { everyDigest } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { everyLookupId } from "#lib/crypto/lookup.ts";
import { verifySlowly } from "#lib/crypto/password.ts";
import type { Id } from "#lib/shared/ids.ts";

export interface Recognised {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
}

/** Null when no key has this secret; at most one slow hash is tried per pepper. */
export async function recognise(tx: Tx, peppers: Keyring, secret: string): Promise<Recognised | null> {
  const rows = await tx
    .select({ tenantId: secrets.tenantId, keyId: secrets.keyId, slowHash: secrets.slowHash })
    .from(secrets)
    .where(
      or(
        inArray(secrets.digest, everyDigest(peppers, secret)),
        inArray(secrets.lookup, everyLookupId(peppers, secret)),
      ),
    );
  for (const { tenantId, keyId, slowHash } of rows) {
    if (slowHash === null || (await verifySlowly(slowHash, secret))) return { tenantId, keyId };
  }
  return null;
}
