// Tells other systems of alerts, by events in the same transaction. Mail is written by send-digests.ts.
import { inArray } from "drizzle-orm";
import { alertRules, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { emitEvent } from "#lib/webhooks/emit-event.ts";
import type { AlertRow } from "./queries.ts";

export async function tellOpened(
  tx: Tx,
  now: Date,
  publicUrl: string,
  rows: readonly AlertRow[],
): Promise<void> {
  await tell(tx, now, publicUrl, rows, "alert.opened");
}

/** One that came back and is over again is not told of twice. */
export async function tellEnded(
  tx: Tx,
  now: Date,
  publicUrl: string,
  rows: readonly AlertRow[],
): Promise<void> {
  const first = rows.filter(({ returns }) => returns === 0);
  await tell(tx, now, publicUrl, first, "alert.resolved");
}

async function tell(
  tx: Tx,
  now: Date,
  publicUrl: string,
  rows: readonly AlertRow[],
  type: "alert.opened" | "alert.resolved",
): Promise<void> {
  const loud = rows.filter(({ muted }) => !muted);
  if (loud.length === 0) return;
  const areas = await areasOf(tx, loud);
  const silent = await rulesWithoutWebhook(tx, loud);
  for (const row of loud) {
    if (silent.has(`${row.tenantId} ${row.rule}`)) continue;
    const { tenantId, id: alertId, rule, severity, title, text, subject, test } = row;
    const url = `${publicUrl}${areas(tenantId)}/alerts/${alertId}`;
    const data = { alertId, rule, severity, title, text, subject, url, ...(test && { test }) };
    await emitEvent(tx, { tenantId, type, data, now });
  }
}

/** Where the pages of each tenant are: "/t/acme_corp", or "/admin". */
export async function areasOf(
  tx: Tx,
  rows: readonly { tenantId: Id<"ten"> }[],
): Promise<(tenantId: Id<"ten">) => string> {
  const ids = [...new Set(rows.map(({ tenantId }) => tenantId))].filter((id) => id !== PLATFORM_TENANT);
  if (ids.length === 0) return () => "/admin";
  const found = await tx
    .select({ id: tenants.id, clientId: tenants.clientId })
    .from(tenants)
    .where(inArray(tenants.id, ids));
  const clientIds = new Map(found.map(({ id, clientId }) => [id, clientId]));
  return (tenantId) =>
    tenantId === PLATFORM_TENANT ? "/admin" : `/t/${clientIds.get(tenantId) ?? tenantId}`;
}

async function rulesWithoutWebhook(tx: Tx, rows: readonly AlertRow[]): Promise<Set<string>> {
  const ids = [...new Set(rows.map(({ rule }) => rule))];
  const found = await tx.select().from(alertRules).where(inArray(alertRules.id, ids));
  const silent = found.filter(({ channels }) => !channels.webhook);
  return new Set(silent.map(({ tenantId, id }) => `${tenantId} ${id}`));
}
