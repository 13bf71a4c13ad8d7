// Finds the key to which a pasted secret belongs, among the keys that the transaction may see.
import { inArray, or, type SQL } from "drizzle-orm";
import { secrets } from "#db/schema/index.ts";
import { verifySlowly } from "#lib/crypto/password.ts";
import type { SecretForms } from "#lib/crypto/secret-forms.ts";
import type { Id } from "#lib/shared/ids.ts";
import { formsOf, type SecretSetting } from "./secret-forms-of.ts";

export interface Recognised {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
}

const FOUND = { tenantId: secrets.tenantId, keyId: secrets.keyId };

/** Null when no key has this secret; few slow hashes are tried, for few secrets share a lookup id. */
export async function recognise(setting: SecretSetting, secret: string): Promise<Recognised | null> {
  const { tx } = setting;
  const forms = await formsOf(setting, secret);
  const [known] = await tx.select(FOUND).from(secrets).where(hasDigest(forms)).limit(1);
  if (known) return known;
  const rows = await tx
    .select({ ...FOUND, slowHash: secrets.slowHash })
    .from(secrets)
    .where(inArray(secrets.lookup, forms.lookups));
  for (const { slowHash, ...found } of rows) {
    if (slowHash !== null && (await verifySlowly(slowHash, secret))) return found;
  }
  return null;
}

function hasDigest({ digests, imported }: SecretForms): SQL | undefined {
  return or(inArray(secrets.digest, digests), inArray(secrets.importedDigest, imported));
}
