// A tenant's own key: made when its first secret is stored, wrapped under a master key, never seen elsewhere.
import { randomBytes } from "node:crypto";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import { EnvelopeError, KEY_BYTES } from "#lib/crypto/envelope.ts";
import { associatedData } from "#lib/shared/associated-data.ts";
import type { Id } from "#lib/shared/ids.ts";
import { insertTenantKey, type LiveTenantKey, liveTenantKeys, wrappedUnder } from "./queries.ts";
import type { Vault } from "./vault.ts";
import { writingKey } from "./writing-key.ts";

export interface TenantKey {
  version: number;
  key: Buffer;
}

interface Setting {
  tx: Tx;
  vault: Vault;
  now: Date;
}

/** The key that new secrets of the tenant are stored under; it is made when there is none that opens. */
export async function tenantKeyForWriting(setting: Setting, tenantId: Id<"ten">): Promise<TenantKey> {
  const found = await newestThatOpens(setting, tenantId);
  if (found) return found;
  await makeTenantKey(setting, tenantId);
  const made = await newestThatOpens(setting, tenantId);
  if (!made) throw new DomainError("internal", "A new key of the tenant does not open.");
  return made;
}

/** Throws EnvelopeError when it was destroyed, does not open or never was. */
export async function tenantKeyForReading(
  { tx, vault }: Pick<Setting, "tx" | "vault">,
  tenantId: Id<"ten">,
  version: number,
): Promise<Buffer> {
  const [row] = await liveTenantKeys(tx, tenantId, version);
  if (!row) throw new EnvelopeError();
  return vault.unwrap(row, placeOf(row));
}

/** Where a wrapped tenant key belongs. */
export function placeOf({ tenantId, version }: Pick<LiveTenantKey, "tenantId" | "version">): Uint8Array {
  return associatedData([1, "tenant-key", tenantId, version]);
}

async function newestThatOpens({ tx, vault }: Setting, tenantId: Id<"ten">): Promise<TenantKey | null> {
  for (const row of await liveTenantKeys(tx, tenantId)) {
    try {
      return { version: row.version, key: await vault.unwrap(row, placeOf(row)) };
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
    }
  }
  return null;
}

async function makeTenantKey({ tx, vault, now }: Setting, tenantId: Id<"ten">): Promise<void> {
  const under = await writingKey(tx, vault, now);
  await refuseOtherKey(tx, vault, under);
  const key = randomBytes(KEY_BYTES);
  await insertTenantKey(
    tx,
    tenantId,
    (version) => vault.wrap(under, key, placeOf({ tenantId, version })),
    now,
  );
  key.fill(0);
}

/** What was written under one key must not be followed by what is written under another of the same version. */
export async function refuseOtherKey(
  tx: Tx,
  vault: Vault,
  under: Parameters<typeof wrappedUnder>[1],
): Promise<void> {
  const rows = await wrappedUnder(tx, under);
  for (const row of rows) if (await vault.matches(row)) return;
  if (rows.length > 0)
    throw new DomainError(
      "unavailable",
      `The master key of version ${under.kekVersion} is not the one that was used before.`,
    );
}
