// Under what a secret may be stored, with the keys of imported HMACs taken from where they are kept.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { openImportKey } from "#lib/crypto/import-key.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { type SecretForms, secretForms } from "#lib/crypto/secret-forms.ts";
import { encodeId } from "#lib/shared/ids.ts";

export interface SecretSetting {
  tx: Tx;
  peppers: Keyring;
  keyPrefix: string;
}

/** All forms of `secret`, in whichever tenant. */
export async function formsOf(setting: SecretSetting, secret: string): Promise<SecretForms> {
  return secretForms(setting.peppers, setting.keyPrefix, secret, await hmacKeysInUse(setting));
}

/** Every key by which an imported HMAC is still to be recognised; those that cannot be opened are left out. */
export async function hmacKeysInUse({ tx, peppers }: SecretSetting): Promise<Buffer[]> {
  const rows = await tx.execute<{ id: string; pepper_version: number; sealed: Buffer }>(
    sql`select id, pepper_version, sealed from import_keys_in_use()`,
  );
  return rows.flatMap((row) => {
    try {
      return [openImportKey(peppers, row.pepper_version, encodeId("imk", row.id), row.sealed)];
    } catch {
      return [];
    }
  });
}
