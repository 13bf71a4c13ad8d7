// Tenants' keys and who holds master keys, as they are stored.
import { and, desc, eq, gt, isNotNull, max, not, or, sql } from "drizzle-orm";
import { masterKeyHolders, tenantKeys } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { SECOND_MS } from "#lib/core/clock.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { MasterKeyName, WrappedKey } from "./vault.ts";

/** A holder that was not heard of for so long is gone. */
export const HOLDER_GONE_MS = 20 * SECOND_MS;

export type TenantKeyRow = typeof tenantKeys.$inferSelect;

/** A tenant key that was not destroyed. */
export type LiveTenantKey = Pick<TenantKeyRow, "tenantId" | "version"> & WrappedKey;

/** The tenant's keys that were not destroyed, newest first; one version of them when it is named. */
export async function liveTenantKeys(
  tx: Tx,
  tenantId: Id<"ten">,
  version?: number,
): Promise<LiveTenantKey[]> {
  const rows = await tx
    .select()
    .from(tenantKeys)
    .where(
      and(
        eq(tenantKeys.tenantId, tenantId),
        isNotNull(tenantKeys.wrapped),
        version === undefined ? undefined : eq(tenantKeys.version, version),
      ),
    )
    .orderBy(desc(tenantKeys.version));
  return rows as LiveTenantKey[];
}

/** Stores a new key of the tenant as its next version, unless another transaction was first. */
export async function insertTenantKey(
  tx: Tx,
  tenantId: Id<"ten">,
  make: (version: number) => Promise<WrappedKey>,
  now: Date,
): Promise<void> {
  // One at a time for each tenant: two keys would both be right, and one of them useless.
  await tx.execute(sql`select pg_advisory_xact_lock(7306020, hashtext(${tenantId}))`);
  const [row] = await tx
    .select({ newest: max(tenantKeys.version) })
    .from(tenantKeys)
    .where(eq(tenantKeys.tenantId, tenantId));
  const version = (row?.newest ?? 0) + 1;
  await tx.insert(tenantKeys).values({ tenantId, version, ...(await make(version)), createdAt: now });
}

/** By what all tenants' keys recognise a master key that they are wrapped under; not those known to be broken. */
export async function wrappedUnder(tx: Tx, { kekKind, kekVersion }: MasterKeyName) {
  const rows = (await tx.execute(
    sql`select check_value as "checkValue" from master_key_checks(${kekKind}, ${kekVersion}) as check_value`,
  )) as unknown as { checkValue: Buffer }[];
  return rows.map(({ checkValue }) => ({ kekKind, kekVersion, checkValue }));
}

/** Lets one process at a time look which sealing keys are missing. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7306021)`);
}

/** Notes that a process holds these keys now. */
export async function holdKeys(
  tx: Tx,
  nodeId: Id<"node">,
  held: readonly MasterKeyName[],
  now: Date,
): Promise<void> {
  if (held.length === 0) return;
  await tx
    .insert(masterKeyHolders)
    .values(held.map((name) => ({ nodeId, ...name, seenAt: now })))
    .onConflictDoUpdate({
      target: [masterKeyHolders.nodeId, masterKeyHolders.kekKind, masterKeyHolders.kekVersion],
      set: { seenAt: now },
    });
}

/** Notes that a process holds no keys but these. */
export async function releaseKeys(tx: Tx, nodeId: Id<"node">, kept: readonly MasterKeyName[]): Promise<void> {
  const keeps = kept.map((name) =>
    and(eq(masterKeyHolders.kekKind, name.kekKind), eq(masterKeyHolders.kekVersion, name.kekVersion)),
  );
  await tx
    .delete(masterKeyHolders)
    .where(and(eq(masterKeyHolders.nodeId, nodeId), keeps.length > 0 ? not(or(...keeps)!) : undefined));
}

/** How many processes hold each master key now, and how many processes there are. */
export async function holdersNow(
  tx: Tx,
  now: Date,
): Promise<{ processes: number; of: (MasterKeyName & { processes: number })[] }> {
  const rows = await tx
    .select()
    .from(masterKeyHolders)
    .where(gt(masterKeyHolders.seenAt, new Date(now.getTime() - HOLDER_GONE_MS)));
  const byName = Map.groupBy(rows, ({ kekKind, kekVersion }) => `${kekKind} ${kekVersion}`);
  return {
    processes: new Set(rows.map(({ nodeId }) => nodeId)).size,
    of: [...byName.values()].map(([first, ...more]) => ({
      kekKind: first!.kekKind,
      kekVersion: first!.kekVersion,
      processes: 1 + more.length,
    })),
  };
}
