// Leaks and what is done about them, as they are stored.
import { and, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { keys, leakPolicies, leaks, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { decodeCursor } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { LeakAction, LeakPolicy } from "#lib/shared/leaks.ts";
import type { LeakRecord } from "./view.ts";

/** The row for plans that say nothing themselves. */
export const EVERY_OTHER_PLAN = "*";
/** It can be undone, and nobody goes on using what the world can read. */
export const FIRST_POLICY: LeakPolicy = "disable";

/** Newest report first. */
export function selectLeaks(tx: Tx, where: SQL | undefined, limit: number): Promise<LeakRecord[]> {
  return tx
    .select({
      leak: leaks,
      keyName: keys.name,
      tenant: { id: tenants.id, clientId: tenants.clientId, name: tenants.name },
    })
    .from(leaks)
    .innerJoin(keys, and(eq(keys.tenantId, leaks.tenantId), eq(keys.id, leaks.keyId)))
    .innerJoin(tenants, eq(tenants.id, leaks.tenantId))
    .where(where)
    .orderBy(sql`${leaks.lastAt} desc nulls last`, sql`${leaks.id} desc nulls last`)
    .limit(limit);
}

export function afterLeak(cursor: string | null | undefined): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("leak", text));
  if (!last) return undefined;
  const { at, id } = last;
  return or(lt(leaks.lastAt, at), and(eq(leaks.lastAt, at), lt(leaks.id, id as Id<"leak">)));
}

/** What is done to a leaked key of the tenant; the platform itself has no plan. */
export async function policyOf(tx: Tx, tenantId: Id<"ten">): Promise<LeakPolicy> {
  const [tenant] = await tx.select({ planId: tenants.planId }).from(tenants).where(eq(tenants.id, tenantId));
  const named = [EVERY_OTHER_PLAN, tenant?.planId ?? EVERY_OTHER_PLAN];
  const rows = await tx
    .select({ plan: leakPolicies.plan, policy: leakPolicies.policy })
    .from(leakPolicies)
    .where(inArray(leakPolicies.plan, named));
  const own = rows.find(({ plan }) => plan !== EVERY_OTHER_PLAN);
  return own?.policy ?? rows[0]?.policy ?? FIRST_POLICY;
}

export interface FoundLeak {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  url: string;
  source: string;
  reportedBy: string;
}

/** Counts a report of the same key at the same place; null when there was none before. */
export async function countAgain(
  tx: Tx,
  { tenantId, keyId, url, source }: FoundLeak,
  now: Date,
): Promise<LeakAction | null> {
  const [row] = await tx
    .update(leaks)
    .set({ lastAt: now, reports: sql`${leaks.reports} + 1` })
    .where(
      and(eq(leaks.tenantId, tenantId), eq(leaks.keyId, keyId), eq(leaks.url, url), eq(leaks.source, source)),
    )
    .returning({ action: leaks.action });
  return row?.action ?? null;
}
