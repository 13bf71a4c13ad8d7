// The rules of one tenant, or of the platform.
import { and, asc, eq, sql } from "drizzle-orm";
import { alertRules, keys } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { invalidField, notFound } from "#lib/core/errors.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { Rule } from "./defaults.ts";
import { type RuleRow, rulesOf } from "./rule-book.ts";

export type RuleRecord = { rule: Rule; row: RuleRow | null };

export async function readRules(tx: Tx, tenantId: Id<"ten">): Promise<RuleRecord[]> {
  const rows = await tx
    .select()
    .from(alertRules)
    .where(eq(alertRules.tenantId, tenantId))
    .orderBy(asc(alertRules.createdAt), asc(alertRules.id));
  return rulesOf(tenantId, rows);
}

/** Throws `not_found` for another tenant's rule, too. What is changed next is locked against others. */
export async function readRule(tx: Tx, tenantId: Id<"ten">, ruleId: string): Promise<RuleRecord> {
  const record = (await readRules(tx, tenantId)).find(({ rule }) => rule.id === ruleId);
  if (!record) throw notFound("alert rule");
  return record;
}

/** Writes what differs from the defaults, or a rule of the tenant's own. */
export async function writeRule(
  tx: Tx,
  tenantId: Id<"ten">,
  rule: Rule,
  { now, by }: { now: Date; by: string },
): Promise<RuleRow> {
  const { kind, ...values } = rule;
  const [row] = await tx
    .insert(alertRules)
    .values({ ...rule, tenantId, createdAt: now, createdByLabel: by, updatedAt: now })
    .onConflictDoUpdate({
      target: [alertRules.tenantId, alertRules.id],
      set: { ...values, updatedAt: now },
      setWhere: sql`${alertRules.kind} = ${kind}`,
    })
    .returning();
  if (!row) throw notFound("alert rule");
  return row;
}

export async function deleteRule(tx: Tx, tenantId: Id<"ten">, ruleId: string): Promise<void> {
  await tx.delete(alertRules).where(and(eq(alertRules.tenantId, tenantId), eq(alertRules.id, ruleId)));
}

/** Refuses a key that is not the tenant's. */
export async function requireKey(tx: Tx, tenantId: Id<"ten">, keyId: string | null): Promise<void> {
  if (keyId === null) return;
  const refused = invalidField("settings.keyId", "There is no such key.");
  if (!isId("key", keyId)) throw refused;
  const where = and(eq(keys.tenantId, tenantId), eq(keys.id, keyId));
  const [found] = await tx.select({ id: keys.id }).from(keys).where(where);
  if (!found) throw refused;
}
