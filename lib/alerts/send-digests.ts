// Mail about alerts: the first at once, what follows within a quarter of an hour together, each alert once.
import { and, eq, inArray, max, ne } from "drizzle-orm";
import { alertRules, alerts, members, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { ROLES, type Role } from "#lib/shared/permissions.ts";
import { DEFAULT_CHANNELS } from "./defaults.ts";
import type { AlertRow } from "./queries.ts";
import { areasOf } from "./tell.ts";

/** At most one mail to a person in this time, except for what is critical. */
const APART_MS = 15 * MINUTE_MS;

/** Of one evaluation; what is over waits for the next. */
const MOST_ALERTS = 500;

interface Recipient {
  tenantId: Id<"ten">;
  email: string;
  role: Role;
}

/** How many mails were written. */
export async function sendDigests(tx: Tx, now: Date, publicUrl: string): Promise<number> {
  const due = await tx
    .select()
    .from(alerts)
    .where(eq(alerts.mailDue, true))
    .orderBy(alerts.openedAt)
    .limit(MOST_ALERTS);
  if (due.length === 0) return 0;
  const ready = await withoutStorms(tx, now, due);
  const recipients = await readRecipients(tx, ready);
  const roles = await rolesOfRules(tx, ready);
  const areas = await areasOf(tx, ready);
  let mails = 0;
  for (const { tenantId, email, role } of recipients) {
    const own = ready.filter(
      (row) => row.tenantId === tenantId && ranks(role, roles.get(`${tenantId} ${row.rule}`)),
    );
    if (own.length === 0) continue;
    const lines = own.map(({ title, text, severity, test }) => ({ title, text, severity, test }));
    const page = `${publicUrl}${areas(tenantId)}/alerts`;
    const url = own.length === 1 ? `${page}/${own[0]!.id}` : page;
    await queueMail(tx, now, email, { kind: "alerts", url, alerts: lines });
    mails += 1;
  }
  await markMailed(tx, now, ready);
  return mails;
}

/** Those whose tenant was not written to a moment ago, and with a critical one all of its tenant. */
async function withoutStorms(tx: Tx, now: Date, due: readonly AlertRow[]): Promise<AlertRow[]> {
  const tenantIds = [...new Set(due.map(({ tenantId }) => tenantId))];
  const last = await tx
    .select({ tenantId: alerts.tenantId, at: max(alerts.mailedAt) })
    .from(alerts)
    .where(inArray(alerts.tenantId, tenantIds))
    .groupBy(alerts.tenantId);
  const waiting = new Set(
    last.filter(({ at }) => at && now.getTime() - at.getTime() < APART_MS).map(({ tenantId }) => tenantId),
  );
  const urgent = new Set(
    due.filter(({ severity, test }) => severity === "critical" || test).map(({ tenantId }) => tenantId),
  );
  return due.filter(({ tenantId }) => !waiting.has(tenantId) || urgent.has(tenantId));
}

/** Members of the tenants, and for the platform its admins. */
async function readRecipients(tx: Tx, rows: readonly AlertRow[]): Promise<Recipient[]> {
  const ids = [...new Set(rows.map(({ tenantId }) => tenantId))];
  const ofTenants = await tx
    .select({ tenantId: members.tenantId, email: users.email, role: members.role, off: users.disabledAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(inArray(members.tenantId, ids), ne(members.tenantId, PLATFORM_TENANT)));
  const staff = ids.includes(PLATFORM_TENANT)
    ? await tx
        .select({ email: users.email, off: users.disabledAt })
        .from(users)
        .where(eq(users.platformRole, "admin"))
    : [];
  const ofPlatform = staff.map((each) => ({ ...each, tenantId: PLATFORM_TENANT, role: "owner" as const }));
  return [...ofTenants, ...ofPlatform].filter(({ off }) => off === null);
}

async function rolesOfRules(tx: Tx, rows: readonly AlertRow[]): Promise<Map<string, Role>> {
  const ids = [...new Set(rows.map(({ rule }) => rule))];
  const found = ids.length > 0 ? await tx.select().from(alertRules).where(inArray(alertRules.id, ids)) : [];
  return new Map(found.map(({ tenantId, id, channels }) => [`${tenantId} ${id}`, channels.mailRole]));
}

/** Whether a role is at least the wanted one. */
function ranks(role: Role, wanted: Role = DEFAULT_CHANNELS.mailRole): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(wanted);
}

async function markMailed(tx: Tx, now: Date, rows: readonly AlertRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await tx.update(alerts).set({ mailDue: false, mailedAt: now }).where(inArray(alerts.id, ids));
}
