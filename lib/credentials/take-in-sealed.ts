// The api opens what a browser sealed and stores it in the vault. What does not open is refused, and said so.
import { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { unseal } from "#lib/crypto/unsealing.ts";
import { placeOfSealingKey } from "#lib/vault/publish-sealing-keys.ts";
import { requireVault } from "#lib/vault/require-vault.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { faultOfAddress } from "./base-url.ts";
import { takeOver, writeVersion } from "./queries.ts";
import { findSealingKey, lockOldestSealed, type SealedRow } from "./sealed-queries.ts";
import { storeSecret, tidySecret } from "./store-secret.ts";

interface Setting {
  tx: Tx;
  vault: Vault;
  now: Date;
}

/** Takes the sealed key in that waits longest, if there is one. */
export const takeInSealed = command({
  name: "credential.take_in",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, audit, unchanged, ...context }): Promise<{ taken: boolean }> {
    const vault = requireVault(context);
    const row = await lockOldestSealed(tx);
    if (!row) {
      unchanged();
      return { taken: false };
    }
    const { tenantId, id, label, provider } = row.credential;
    const { version, baseUrl } = row.version;
    const fault = await faultOfAddress(context, provider, baseUrl);
    const secret = fault === null ? await open({ tx, vault, now }, row) : null;
    if (secret === null) await refuse(tx, row, fault ?? "What came in could not be opened.");
    else {
      const location = { tenantId, credentialId: id, version, provider, baseUrl };
      await writeVersion(tx, row.version, await storeSecret({ tx, vault, now }, location, secret));
      if (row.version.takesOver)
        await takeOver(tx, { credential: row.credential, versions: [] }, version, now);
    }
    audit({
      tenantId,
      target: { type: "credential", id, label },
      after: { version, state: secret === null ? "refused" : "stored" },
    });
    return { taken: true };
  },
});

/** Null for what does not open, or opens and is no key. */
async function open({ tx, vault, now }: Setting, { credential, version }: SealedRow): Promise<string | null> {
  const pair = version.sealingKeyId && (await findSealingKey(tx, version.sealingKeyId, now));
  if (!pair || !version.sealed || !version.nonce || !version.sealedBy) return null;
  const binding = {
    tenant: credential.tenantId,
    credential: credential.id,
    user: version.sealedBy,
    nonce: version.nonce.toString("base64url"),
    provider: credential.provider,
    baseUrl: version.baseUrl,
  };
  try {
    const privateKey = await vault.unwrap(pair, placeOfSealingKey(pair.id, pair.suite));
    return tidySecret(await unseal(version.sealed.toString(), binding, pair.suite, privateKey));
  } catch (error) {
    if (error instanceof EnvelopeError || error instanceof DomainError) return null;
    throw error;
  }
}

function refuse(tx: Tx, { version }: SealedRow, why: string): Promise<void> {
  return writeVersion(tx, version, { state: "refused", checkDetail: why, sealed: null, nonce: null });
}
