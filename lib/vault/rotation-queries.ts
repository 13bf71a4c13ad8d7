// Tenants' keys on their way from one master key to another.
import { and, asc, desc, eq, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { sealingKeys, tenantKeys, vaultRotations } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { LiveTenantKey } from "./queries.ts";
import type { MasterKeyName, WrappedKey } from "./vault.ts";

export type RotationRow = typeof vaultRotations.$inferSelect;

/** The rotation that is not finished, if nobody else is at it. */
export async function lockRotation(tx: Tx): Promise<RotationRow | null> {
  const [row] = await tx
    .select()
    .from(vaultRotations)
    .where(isNull(vaultRotations.finishedAt))
    .orderBy(asc(vaultRotations.requestedAt))
    .limit(1)
    .for("update", { skipLocked: true });
  return row ?? null;
}

export async function writeRotation(
  tx: Tx,
  { id }: Pick<RotationRow, "id">,
  change: Partial<typeof vaultRotations.$inferInsert>,
): Promise<RotationRow> {
  const [row] = await tx.update(vaultRotations).set(change).where(eq(vaultRotations.id, id)).returning();
  if (!row) throw new Error("the rotation is gone");
  return row;
}

export async function newestRotation(tx: Tx): Promise<RotationRow | null> {
  const [row] = await tx
    .select()
    .from(vaultRotations)
    .orderBy(desc(vaultRotations.requestedAt), desc(vaultRotations.id))
    .limit(1);
  return row ?? null;
}

/** How many rows are wrapped under another master key, broken ones left out. */
export async function countOthers(tx: Tx, target: MasterKeyName): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(tenantKeys)
    .where(readableOn(others(target)));
  return row?.count ?? 0;
}

/** At most `limit` of them that nobody else is at, after the row `reached`; locked. */
export async function lockOthers(
  tx: Tx,
  target: MasterKeyName,
  reached: string | null,
  limit: number,
): Promise<LiveTenantKey[]> {
  const [tenant, version] = reached?.split(".") ?? [];
  const after = tenant
    ? sql`(${tenantKeys.tenantId}, ${tenantKeys.version}) > (${tenant}::uuid, ${Number(version)})`
    : undefined;
  const rows = await tx
    .select()
    .from(tenantKeys)
    .where(and(readableOn(others(target)), after))
    .orderBy(asc(tenantKeys.tenantId), asc(tenantKeys.version))
    .limit(limit)
    .for("update", { skipLocked: true });
  return rows as LiveTenantKey[];
}

export async function rewrapRow(
  tx: Tx,
  row: Pick<LiveTenantKey, "tenantId" | "version">,
  change: (WrappedKey & { rewrappedAt: Date }) | { unreadableSince: Date },
): Promise<void> {
  await tx
    .update(tenantKeys)
    .set(change)
    .where(and(eq(tenantKeys.tenantId, row.tenantId), eq(tenantKeys.version, row.version)));
}

/** What was broken may be whole again: a master key came back, a row was restored. */
export async function forgetUnreadable(tx: Tx): Promise<void> {
  await tx.update(tenantKeys).set({ unreadableSince: null }).where(isNotNull(tenantKeys.unreadableSince));
}

export type SealingKeyRow = typeof sealingKeys.$inferSelect;

/** The few sealing keys under another master key, locked: what was sealed to them still has to open. */
export function lockOtherSealingKeys(tx: Tx, target: MasterKeyName): Promise<SealingKeyRow[]> {
  return tx
    .select()
    .from(sealingKeys)
    .where(or(ne(sealingKeys.kekKind, target.kekKind), ne(sealingKeys.kekVersion, target.kekVersion)))
    .for("update");
}

/** Null for one that no master key opens: it is thrown away. */
export async function rewrapSealingKey(
  tx: Tx,
  { id }: SealingKeyRow,
  wrapped: WrappedKey | null,
): Promise<void> {
  if (wrapped) await tx.update(sealingKeys).set(wrapped).where(eq(sealingKeys.id, id));
  else await tx.delete(sealingKeys).where(eq(sealingKeys.id, id));
}

function others({ kekKind, kekVersion }: MasterKeyName): SQL | undefined {
  return or(ne(tenantKeys.kekKind, kekKind), ne(tenantKeys.kekVersion, kekVersion));
}

function readableOn(where: SQL | undefined): SQL | undefined {
  return and(isNotNull(tenantKeys.wrapped), isNull(tenantKeys.unreadableSince), where);
}
