// Alerts of one tenant, or of the platform, as lists and one by one.
import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { alertMutes, alerts, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import { cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import { type AlertRow, readMutes } from "./queries.ts";
import type { ListedAlerts } from "./schemas.ts";
import { type AlertView, type TenantsAlertView, toAlertView } from "./view.ts";

/** The newest first. */
export async function listFor(
  tx: Tx,
  tenantId: Id<"ten">,
  now: Date,
  { cursor, limit, ...wish }: ListedAlerts,
): Promise<Page<AlertView>> {
  const rows = await tx
    .select()
    .from(alerts)
    .where(and(eq(alerts.tenantId, tenantId), fits(wish), afterCursor(cursor)))
    .orderBy(sql`${alerts.openedAt} desc nulls last`, sql`${alerts.id} desc nulls last`)
    .limit(limit + 1);
  const mutes = await readMutes(tx, now, eq(alertMutes.tenantId, tenantId));
  return cutPage(
    rows,
    limit,
    ({ openedAt, id }) => ({ at: openedAt, id }),
    (row) => toAlertView(row, mutes),
  );
}

/** Those that fire in any tenant, the newest first. The platform's own are not among them. */
export async function listOfTenants(
  tx: Tx,
  now: Date,
  { cursor, limit, ...wish }: Omit<ListedAlerts, "state">,
): Promise<Page<TenantsAlertView>> {
  const tenant = { id: tenants.id, clientId: tenants.clientId, name: tenants.name };
  const rows = await tx
    .select({ alert: alerts, tenant })
    .from(alerts)
    .innerJoin(tenants, eq(tenants.id, alerts.tenantId))
    // By the index of those that fire, which are few.
    .where(and(alerts.firing, fits({ ...wish, state: "all" }), afterCursor(cursor)))
    .orderBy(sql`${alerts.openedAt} desc nulls last`, sql`${alerts.id} desc nulls last`)
    .limit(limit + 1);
  const mutes = await readMutes(tx, now);
  return cutPage(
    rows,
    limit,
    ({ alert }) => ({ at: alert.openedAt, id: alert.id }),
    (row) => ({ ...toAlertView(row.alert, mutes), tenant: row.tenant }),
  );
}

function fits({
  state,
  acknowledged,
  severity,
  kind,
}: Omit<ListedAlerts, "cursor" | "limit">): SQL | undefined {
  return and(
    state === "all" ? undefined : eq(alerts.firing, state === "firing"),
    acknowledged === undefined
      ? undefined
      : acknowledged
        ? isNotNull(alerts.acknowledgedAt)
        : isNull(alerts.acknowledgedAt),
    severity && inArray(alerts.severity, severity),
    kind && inArray(alerts.kind, kind),
  );
}

function afterCursor(cursor: string | null | undefined): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("alt", text));
  if (!last) return undefined;
  const id = sql.param(last.id, alerts.id);
  return sql`(${alerts.openedAt}, ${alerts.id}) < (${sql.param(last.at, alerts.openedAt)}, ${id})`;
}

/** Throws `not_found` for another tenant's alert, too. */
export async function readAlert(tx: Tx, tenantId: Id<"ten">, alertId: string): Promise<AlertRow> {
  if (!isId("alt", alertId)) throw notFound("alert");
  const where = and(eq(alerts.tenantId, tenantId), eq(alerts.id, alertId));
  const [row] = await tx.select().from(alerts).where(where);
  if (!row) throw notFound("alert");
  return row;
}

export async function writeAlert(
  tx: Tx,
  { tenantId, id }: AlertRow,
  change: Partial<AlertRow>,
): Promise<AlertRow> {
  const where = and(eq(alerts.tenantId, tenantId), eq(alerts.id, id));
  const [row] = await tx.update(alerts).set(change).where(where).returning();
  if (!row) throw notFound("alert");
  return row;
}
