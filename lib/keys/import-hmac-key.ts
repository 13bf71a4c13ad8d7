// The key of an import's HMACs: read as it was written down, and kept sealed for the tenants whose keys need it.
import { and, eq, inArray } from "drizzle-orm";
import { importKeys } from "#db/schema/index.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { importKeyMark, sealImportKey } from "#lib/crypto/import-key.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import type { HmacKeyEncoding } from "#lib/shared/stored-formats.ts";
import type { Candidate } from "./import-candidate.ts";
import { hmacKeysInUse } from "./secret-forms-of.ts";

/** Every unknown secret is tried with each of them. */
const IN_USE_MOST = 32;

export type ImportKeyIdOf = ReadonlyMap<Id<"ten">, Id<"imk">>;

/** Throws `invalid_input` for a key that is not written as it should be. */
export function readHmacKey(input: {
  hmacKey?: string | null | undefined;
  hmacKeyEncoding: HmacKeyEncoding;
}): Buffer | null {
  const { hmacKey, hmacKeyEncoding: encoding } = input;
  if (!hmacKey) return null;
  const wrong = {
    utf8: false,
    hex: !/^([0-9a-fA-F]{2})+$/.test(hmacKey),
    base64: !/^[A-Za-z0-9+/_-]+={0,2}$/.test(hmacKey),
  }[encoding];
  if (wrong) throw invalidField("hmacKey", `This is not ${encoding}.`);
  return Buffer.from(hmacKey, encoding);
}

/** Keeps the key for each tenant that gets an HMAC of it, once. Throws `conflict` when too many are in use. */
export async function keepHmacKey(
  context: CommandContext,
  candidates: readonly Candidate[],
  hmacKey: Buffer | null,
): Promise<ImportKeyIdOf> {
  const needing = candidates.filter(
    ({ material }) => material.kind === "digest" && material.scheme === "hmac-sha256",
  );
  const tenantIds = [...new Set(needing.map(({ place }) => place.tenant.id))];
  if (!hmacKey || tenantIds.length === 0) return new Map();
  const known = await knownIds(context, tenantIds, hmacKey);
  const missing = tenantIds.filter((id) => !known.has(id));
  if (missing.length > 0) await requireRoom(context, hmacKey);
  for (const tenantId of missing) known.set(tenantId, await insertKey(context, tenantId, hmacKey));
  return known;
}

/** Held until the import is over, so that none is dropped meanwhile. */
async function knownIds({ tx, peppers }: CommandContext, tenantIds: Id<"ten">[], hmacKey: Buffer) {
  const rows = await tx
    .select({ tenantId: importKeys.tenantId, id: importKeys.id })
    .from(importKeys)
    .where(and(inArray(importKeys.tenantId, tenantIds), eq(importKeys.mark, importKeyMark(peppers, hmacKey))))
    .for("key share");
  return new Map(rows.map(({ tenantId, id }) => [tenantId, id]));
}

async function requireRoom(context: CommandContext, hmacKey: Buffer): Promise<void> {
  const inUse = await hmacKeysInUse(context);
  if (inUse.length < IN_USE_MOST || inUse.some((key) => key.equals(hmacKey))) return;
  throw new DomainError(
    "conflict",
    "Too many keys of HMACs are in use already. They are dropped as their secrets are seen; try again later.",
  );
}

async function insertKey(
  { tx, now, peppers }: CommandContext,
  tenantId: Id<"ten">,
  hmacKey: Buffer,
): Promise<Id<"imk">> {
  const id = newId("imk");
  await tx.insert(importKeys).values({
    tenantId,
    id,
    pepperVersion: peppers.current,
    mark: importKeyMark(peppers, hmacKey),
    sealed: sealImportKey(peppers, id, hmacKey),
    createdAt: now,
  });
  return id;
}
