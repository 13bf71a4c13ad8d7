// What signs messages, and how it is kept: under the tenant's key in the vault. Whoever has no vault (the dashboard) seals
// it to the api, which takes it in within seconds; from then on only processes with a master key can sign.
import { randomBytes } from "node:crypto";
import type { webhookSecrets } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { decrypt, encrypt } from "#lib/crypto/envelope.ts";
import { associatedData } from "#lib/shared/associated-data.ts";
import type { Id } from "#lib/shared/ids.ts";
import { type SealBinding, sealSecret } from "#lib/shared/sealing.ts";
import { tenantKeyForReading, tenantKeyForWriting } from "#lib/vault/tenant-keys.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { newestSealingKey } from "./queries.ts";

export type SecretRow = typeof webhookSecrets.$inferSelect;
type Columns = Pick<SecretRow, "state"> & Partial<SecretRow>;

/** Which secret of which endpoint. */
export interface SecretPlace {
  tenantId: Id<"ten">;
  endpointId: Id<"hook">;
  version: number;
}

const SECRET_BYTES = 32;

/** As Standard Webhooks 1.0 writes it: "whsec_" and 24 to 64 random bytes in base64. */
export function makeHookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** The columns that hold `secret`. Throws `unavailable` where it can be neither stored nor sealed. */
export async function keepHookSecret(
  { tx, vault, now }: Pick<QueryContext, "tx" | "vault" | "now">,
  place: SecretPlace,
  secret: string,
): Promise<Columns> {
  return vault ? storeHookSecret({ tx, vault, now }, place, secret) : sealHookSecret(tx, now, place, secret);
}

export async function storeHookSecret(
  setting: { tx: Tx; vault: Vault; now: Date },
  place: SecretPlace,
  secret: string,
): Promise<Columns> {
  const tenantKey = await tenantKeyForWriting(setting, place.tenantId);
  return {
    state: "stored",
    tenantKeyVersion: tenantKey.version,
    ciphertext: encrypt(tenantKey.key, Buffer.from(secret, "utf8"), boundTo(place)),
    sealed: null,
    sealingKeyId: null,
  };
}

/** Throws EnvelopeError for what was stored elsewhere, changed, or under a key that is gone. */
export async function openHookSecret(
  { tx, vault }: { tx: Tx; vault: Vault },
  row: SecretPlace & Pick<SecretRow, "tenantKeyVersion" | "ciphertext">,
): Promise<string> {
  const key = await tenantKeyForReading({ tx, vault }, row.tenantId, row.tenantKeyVersion ?? 0);
  return decrypt(key, row.ciphertext ?? Buffer.alloc(0), boundTo(row)).toString("utf8");
}

/** What a sealed secret is bound to, in the words of lib/shared/sealing.ts. */
export function sealedFor({ tenantId, endpointId, version }: SecretPlace): Omit<SealBinding, "kid"> {
  return {
    tenant: tenantId,
    credential: endpointId,
    user: "webhooks",
    nonce: String(version),
    provider: "webhook",
    baseUrl: "webhook:secret",
  };
}

async function sealHookSecret(tx: Tx, now: Date, place: SecretPlace, secret: string): Promise<Columns> {
  const key = await newestSealingKey(tx, now);
  if (!key)
    throw new DomainError(
      "unavailable",
      "There is nothing to seal a secret to: no api process has run for a day. Start one, then try again.",
    );
  const bound = sealedFor(place);
  const keys = [{ kid: key.id, suite: key.suite, publicKey: key.publicKey.toString("base64url") }];
  const sealed = await sealSecret({ ...bound, keys, expiresAt: key.expiresAt.toISOString() }, bound, secret);
  return { state: "sealed", sealed: Buffer.from(sealed), sealingKeyId: key.id };
}

function boundTo({ tenantId, endpointId, version }: SecretPlace): Uint8Array {
  return associatedData([1, "webhook-secret", tenantId, endpointId, version]);
}
