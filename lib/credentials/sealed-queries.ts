// Keys that wait to be taken into the vault, with what they were sealed to.
import { and, asc, eq } from "drizzle-orm";
import { credentials, credentialVersions, sealingKeys } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";

type VersionRow = typeof credentialVersions.$inferSelect;

export interface SealedRow {
  credential: typeof credentials.$inferSelect;
  version: VersionRow;
}

/** The one that waits longest and that nobody else is at; its credential is locked. */
export async function lockOldestSealed(tx: Tx): Promise<SealedRow | null> {
  const [found] = await tx
    .select({ credential: credentials, version: credentialVersions.version })
    .from(credentials)
    .innerJoin(
      credentialVersions,
      and(
        eq(credentialVersions.tenantId, credentials.tenantId),
        eq(credentialVersions.credentialId, credentials.id),
        eq(credentialVersions.state, "sealed"),
      ),
    )
    .orderBy(asc(credentialVersions.createdAt))
    .limit(1)
    .for("no key update", { of: credentials, skipLocked: true });
  if (!found) return null;
  // Read under the lock: it may have been ended while it was looked for.
  const [version] = await tx
    .select()
    .from(credentialVersions)
    .where(
      and(
        eq(credentialVersions.tenantId, found.credential.tenantId),
        eq(credentialVersions.credentialId, found.credential.id),
        eq(credentialVersions.version, found.version),
        eq(credentialVersions.state, "sealed"),
      ),
    );
  return version ? { credential: found.credential, version } : null;
}

/** The pair that a key was sealed to; null when its time is over. */
export async function findSealingKey(tx: Tx, id: Id<"seal">, now: Date) {
  const [row] = await tx.select().from(sealingKeys).where(eq(sealingKeys.id, id));
  return row && row.expiresAt > now ? row : null;
}
