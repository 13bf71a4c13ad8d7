// Puts a provider key into the vault: what a row holds of it afterwards opens in that row alone.
import { createHmac, hkdfSync } from "node:crypto";
import type { credentialVersions } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { invalidField } from "#lib/core/errors.ts";
import { encryptValue } from "#lib/crypto/envelope.ts";
import { tenantKeyForWriting } from "#lib/vault/tenant-keys.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { type Location, placeOf } from "./place.ts";

type Columns = Partial<typeof credentialVersions.$inferInsert>;

const FINGERPRINT_BYTES = 8;
/** Of a shorter one, the last four would be too much of it. */
const SHORTEST_WITH_LAST4 = 16;

/** The columns of a version that holds `secret`, checked as soon as somebody can. */
export async function storeSecret(
  { tx, vault, now }: { tx: Tx; vault: Vault; now: Date },
  location: Location,
  secret: string,
): Promise<Columns> {
  const tenantKey = await tenantKeyForWriting({ tx, vault, now }, location.tenantId);
  return {
    state: "stored",
    ...encryptValue(tenantKey.key, secret, placeOf(location)),
    tenantKeyVersion: tenantKey.version,
    last4: secret.length < SHORTEST_WITH_LAST4 ? null : secret.slice(-4),
    fingerprint: fingerprintOf(tenantKey.key, secret),
    storedAt: now,
    checkRequestedAt: now,
    sealed: null,
    nonce: null,
  };
}

/** A key as providers give them out: one word. Throws `invalid_input` that names `secret`. */
export function tidySecret(text: string): string {
  const secret = text.trim();
  if (secret === "") throw invalidField("secret", "Enter the key.");
  if (!/^[\x21-\x7e]{8,1000}$/.test(secret))
    throw invalidField(
      "secret",
      "A key is one word of 8 to 1,000 letters, digits and signs, without spaces.",
    );
  return secret;
}

/** Under a key of the tenant's own, so that a guess cannot be tried by whoever holds the database alone. */
function fingerprintOf(tenantKey: Buffer, secret: string): string {
  const key = Buffer.from(hkdfSync("sha256", tenantKey, "", "keyhold fingerprint", 32));
  return createHmac("sha256", key).update(secret).digest().subarray(0, FINGERPRINT_BYTES).toString("hex");
}
