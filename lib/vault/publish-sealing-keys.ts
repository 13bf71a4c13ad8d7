// Sees to it that forms always have a public key to seal to. A pair lives for a day; for its last hour there is another
// beside it, so that a form which was opened before the change can still be sent.
import { gt, lt } from "drizzle-orm";
import { z } from "zod";
import { sealingKeys } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { makeSealingPair } from "#lib/crypto/unsealing.ts";
import { associatedData } from "#lib/shared/associated-data.ts";
import { newId } from "#lib/shared/ids.ts";
import { SEALING_SUITES, type SealingSuiteName } from "#lib/shared/sealing.ts";
import { MasterKeyNotHeld } from "./master-keys.ts";
import { lockPublishing } from "./queries.ts";
import { requireVault } from "./require-vault.ts";
import type { Vault } from "./vault.ts";
import { writingKey } from "./writing-key.ts";

const LIFE_MS = DAY_MS;
const OVERLAP_MS = HOUR_MS;

/** Makes the pairs that are missing and throws away those that have ended. Harmless to repeat. */
export const publishSealingKeys = command({
  name: "vault.publish_sealing_keys",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged, ...context }): Promise<{ made: number }> {
    unchanged();
    const vault = requireVault(context);
    await lockPublishing(tx);
    await tx.delete(sealingKeys).where(lt(sealingKeys.expiresAt, now));
    const rows = await tx
      .select()
      .from(sealingKeys)
      .where(gt(sealingKeys.expiresAt, new Date(now.getTime() + OVERLAP_MS)));
    const usable = await Promise.all(rows.map(async (row) => ((await opens(vault, row)) ? row.suite : null)));
    const missing = SEALING_SUITES.filter((suite) => !usable.includes(suite));
    for (const suite of missing) await publish(tx, vault, now, suite);
    return { made: missing.length };
  },
});

/** Where a wrapped private key belongs. */
export function placeOfSealingKey(id: string, suite: SealingSuiteName): Uint8Array {
  return associatedData([1, "sealing-key", id, suite]);
}

/** A pair of another master key is as good as none. */
async function opens(vault: Vault, row: typeof sealingKeys.$inferSelect): Promise<boolean> {
  try {
    await vault.unwrap(row, placeOfSealingKey(row.id, row.suite));
    return true;
  } catch (error) {
    if (error instanceof EnvelopeError || error instanceof MasterKeyNotHeld) return false;
    throw error;
  }
}

async function publish(tx: Tx, vault: Vault, now: Date, suite: SealingSuiteName): Promise<void> {
  const id = newId("seal");
  const { publicKey, privateKey } = await makeSealingPair(suite);
  const wrapped = await vault.wrap(
    await writingKey(tx, vault, now),
    privateKey,
    placeOfSealingKey(id, suite),
  );
  privateKey.fill(0);
  await tx.insert(sealingKeys).values({
    id,
    suite,
    publicKey,
    ...wrapped,
    createdAt: now,
    expiresAt: new Date(now.getTime() + LIFE_MS),
  });
}
