// The rows of alerts and mutes, as the evaluation reads and writes them.
import { and, eq, gt, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { alertMutes, alerts } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { decodeId, type Id, newId } from "#lib/shared/ids.ts";
import type { RuleFinding } from "./find-all.ts";
import type { Finding, Standing } from "./reconcile.ts";

export type AlertRow = typeof alerts.$inferSelect;
export type MuteRow = typeof alertMutes.$inferSelect;

/** All that fire, and those of the findings' own periods. */
export async function readStanding(tx: Tx, findings: readonly Finding[]): Promise<(AlertRow & Standing)[]> {
  const asked = findings.map(({ tenantId, rule, subject, period }) => ({
    tenant_id: decodeId("ten", tenantId),
    ...{ rule, subject, period },
  }));
  const known = sql`exists (select from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as f
    (tenant_id uuid, rule text, subject text, period text) where f.tenant_id = ${alerts.tenantId} and f.rule = ${alerts.rule}
    and f.subject = ${alerts.subject} and f.period = ${alerts.period})`;
  const rows = await tx
    .select()
    .from(alerts)
    .where(and(or(alerts.firing, known), eq(alerts.test, false)));
  return rows.map((row) => ({ ...row, closed: row.resolvedByLabel !== null }));
}

export function readMutes(tx: Tx, now: Date, where?: SQL): Promise<MuteRow[]> {
  return tx
    .select()
    .from(alertMutes)
    .where(and(gt(alertMutes.until, now), where));
}

/** Writes new alerts, and says which ones are really new. */
export async function openAlerts(
  tx: Tx,
  now: Date,
  findings: readonly RuleFinding[],
  mutes: readonly MuteRow[],
): Promise<AlertRow[]> {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => toRow(finding, now, isMuted(finding, mutes)));
  return tx.insert(alerts).values(rows).onConflictDoNothing().returning();
}

function toRow(finding: RuleFinding, now: Date, muted: boolean): typeof alerts.$inferInsert {
  const { tenantId, rule, kind, subject, subjectLabel, keyId, period, title, text, path, of } = finding;
  return {
    ...{ tenantId, rule, kind, subject, subjectLabel, keyId, period, title, text, path, muted },
    id: newId("alt"),
    severity: finding.severity ?? of.severity,
    firing: true,
    openedAt: now,
    seenAt: now,
    mailDue: of.channels.mail && !muted,
  };
}

/** Whether the rule, the subject, or both together are muted. */
export function isMuted(
  { tenantId, rule, subject }: Pick<Finding, "tenantId" | "rule" | "subject">,
  mutes: readonly MuteRow[],
): boolean {
  return mutes.some(
    (mute) =>
      mute.tenantId === tenantId &&
      (mute.rule === "*" || mute.rule === rule) &&
      (mute.subject === "*" || mute.subject === subject),
  );
}

export async function keepAlerts(tx: Tx, now: Date, rows: readonly Standing[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.update(alerts).set({ seenAt: now }).where(among(rows));
}

/** The condition is back before the period is over: the alert fires again, and nobody is told again. */
export async function returnAlerts(tx: Tx, now: Date, rows: readonly Standing[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .update(alerts)
    .set({ firing: true, seenAt: now, resolvedAt: null, returns: sql`${alerts.returns} + 1` })
    .where(among(rows));
}

export function endAlerts(tx: Tx, now: Date, rows: readonly Standing[]): Promise<AlertRow[]> {
  if (rows.length === 0) return Promise.resolve([]);
  return tx
    .update(alerts)
    .set({ firing: false, resolvedAt: now, mailDue: false })
    .where(and(among(rows), eq(alerts.firing, true)))
    .returning();
}

function among(rows: readonly { id: Id<"alt"> }[]): SQL {
  return inArray(
    alerts.id,
    rows.map(({ id }) => id),
  );
}

/** Forgets alerts that were over before a moment, and mutes that have ended. */
export async function forgetOld(tx: Tx, before: Date, now: Date): Promise<{ alerts: number; mutes: number }> {
  const old = await tx.delete(alerts).where(and(eq(alerts.firing, false), lt(alerts.openedAt, before)));
  const over = await tx.delete(alertMutes).where(lt(alertMutes.until, now));
  return { alerts: old.count, mutes: over.count };
}
