// The api opens the secrets that the dashboard sealed, and stores them in the vault.
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { sealingKeys, webhookSecrets } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { command } from "#lib/core/operation.ts";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { unseal } from "#lib/crypto/unsealing.ts";
import { MasterKeyNotHeld } from "#lib/vault/master-keys.ts";
import { placeOfSealingKey } from "#lib/vault/publish-sealing-keys.ts";
import { requireVault } from "#lib/vault/require-vault.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { type SecretRow, sealedFor, storeHookSecret } from "./hook-secret.ts";

const AT_ONCE = 20;

/** Takes in what waits and nobody else is at. What does not open is marked as lost: it has to be rotated. */
export const takeInSecrets = command({
  name: "webhook.take_in_secrets",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged, ...context }): Promise<{ taken: number }> {
    unchanged();
    const vault = requireVault(context);
    const rows = await tx
      .select()
      .from(webhookSecrets)
      .where(eq(webhookSecrets.state, "sealed"))
      .orderBy(asc(webhookSecrets.createdAt))
      .limit(AT_ONCE)
      .for("update", { skipLocked: true });
    for (const row of rows) {
      const secret = await open(tx, vault, row);
      const change =
        secret === null
          ? { state: "lost" as const, sealed: null }
          : await storeHookSecret({ tx, vault, now }, row, secret);
      await tx
        .update(webhookSecrets)
        .set(change)
        .where(
          and(
            eq(webhookSecrets.tenantId, row.tenantId),
            eq(webhookSecrets.endpointId, row.endpointId),
            eq(webhookSecrets.version, row.version),
          ),
        );
    }
    return { taken: rows.length };
  },
});

async function open(tx: Tx, vault: Vault, row: SecretRow): Promise<string | null> {
  if (!row.sealed || !row.sealingKeyId) return null;
  const [pair] = await tx.select().from(sealingKeys).where(eq(sealingKeys.id, row.sealingKeyId));
  if (!pair) return null;
  try {
    const privateKey = await vault.unwrap(pair, placeOfSealingKey(pair.id, pair.suite));
    return await unseal(row.sealed.toString(), sealedFor(row), pair.suite, privateKey);
  } catch (error) {
    if (error instanceof EnvelopeError || error instanceof MasterKeyNotHeld) return null;
    throw error;
  }
}
