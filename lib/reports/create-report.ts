import { eq } from "drizzle-orm";
import { reportLinks, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { newLinkToken } from "#lib/auth/one-time-links.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError, notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { frozenSearch, zonedSearch } from "./frozen-search.ts";
import { CreateReport } from "./schemas.ts";
import { type ReportWithLink, toReportView } from "./view.ts";

/** Makes a link that shows one view of the tenant's usage to whoever holds it. Only its digest is kept. */
export const createReport = command({
  name: "report.create",
  on: "tenant",
  can: "settings:write",
  input: CreateReport,
  async run(context, { search, expiresInDays, frozen, ...wished }): Promise<ReportWithLink> {
    const { tx, now, tenantId, principal, publicUrl, audit } = context;
    // Nobody shows to others what they may not see themselves.
    if (!principal.permissions.has("usage:read"))
      throw new DomainError("forbidden", "This needs the permission usage:read.");
    const { token, tokenDigest } = newLinkToken();
    const zoned = zonedSearch(search, await zoneOf(tx, tenantId));
    const row = {
      ...wished,
      tenantId,
      id: newId("rep"),
      tokenDigest,
      search: frozen ? frozenSearch(zoned, now) : zoned,
      createdAt: now,
      createdByLabel: principal.actor.label,
      expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
      revokedAt: null,
      lastOpenedAt: null,
      timesOpened: 0,
    };
    await tx.insert(reportLinks).values(row);
    const view = toReportView(row, now);
    audit({ target: { type: "report", id: view.id, label: view.title }, after: view });
    return { ...view, url: `${publicUrl}/r/${token}` };
  },
});

async function zoneOf(tx: Tx, tenantId: Id<"ten">): Promise<string> {
  const [tenant] = await tx.select({ zone: tenants.timeZone }).from(tenants).where(eq(tenants.id, tenantId));
  if (!tenant) throw notFound("tenant");
  return tenant.zone;
}
