// Reads a provider key out of the vault, for one use. Only the api and the command line can.
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { credentials, credentialVersions } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Unavailability } from "#lib/core/credential-unavailable.ts";
import { query } from "#lib/core/operation.ts";
import { Secret } from "#lib/core/secret.ts";
import { decryptValue, EnvelopeError } from "#lib/crypto/envelope.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { OpenedCredential } from "#lib/vault/opened-credential.ts";
import { requireVault } from "#lib/vault/require-vault.ts";
import { tenantKeyForReading } from "#lib/vault/tenant-keys.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { placeOf } from "./place.ts";

/** An opened key, or why there is none; `version` is that of an undecryptable one. */
export type OpenedVersion = OpenedCredential | { unavailable: Unavailability; version: number | null };

/** The current version unless one is named. No role has the permission for it: it is for Keyhold itself. */
export const openVersion = query({
  name: "credential.open",
  on: "tenant",
  can: "system:write",
  input: z.strictObject({ credentialId: z.string(), version: z.int().nullish() }),
  async run({ tx, tenantId, ...context }, { credentialId, version }): Promise<OpenedVersion> {
    const vault = requireVault(context);
    const row = isId("cred", credentialId) ? await findRow(tx, tenantId, credentialId, version) : null;
    if (!row || row.version.state === "ended") return { unavailable: "missing", version: null };
    if (row.version.state !== "stored") return { unavailable: "pending", version: null };
    try {
      return await open(tx, vault, row);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      return { unavailable: "undecryptable", version: row.version.version };
    }
  },
});

interface Row {
  credential: typeof credentials.$inferSelect;
  version: typeof credentialVersions.$inferSelect;
}

async function findRow(
  tx: Tx,
  tenantId: Id<"ten">,
  id: Id<"cred">,
  version: number | null | undefined,
): Promise<Row | null> {
  const [row] = await tx
    .select({ credential: credentials, version: credentialVersions })
    .from(credentials)
    .innerJoin(
      credentialVersions,
      and(
        eq(credentialVersions.tenantId, credentials.tenantId),
        eq(credentialVersions.credentialId, credentials.id),
        eq(credentialVersions.version, version ?? sql`coalesce(${credentials.currentVersion}, 1)`),
      ),
    )
    .where(and(eq(credentials.tenantId, tenantId), eq(credentials.id, id), isNull(credentials.removedAt)));
  return row ?? null;
}

async function open(tx: Tx, vault: Vault, { credential, version: row }: Row): Promise<OpenedCredential> {
  if (!row.wrappedKey || !row.ciphertext || row.tenantKeyVersion === null) throw new EnvelopeError();
  const { tenantId, credentialId, version, baseUrl } = row;
  const location = { tenantId, credentialId, version, provider: credential.provider, baseUrl };
  const tenantKey = await tenantKeyForReading({ tx, vault }, tenantId, row.tenantKeyVersion);
  const { wrappedKey, ciphertext } = row;
  const secret = new Secret(decryptValue(tenantKey, { wrappedKey, ciphertext }, placeOf(location)));
  return { ...location, secret };
}
