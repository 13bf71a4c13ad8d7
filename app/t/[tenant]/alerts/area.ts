// Where alerts are looked at: a tenant's area, or the platform's for its own.
import { countAlerts } from "#lib/alerts/count-alerts.ts";
import type { Place } from "#lib/web/place.ts";
import { readOwn } from "#lib/web/read-own.ts";
import { type Viewer, viewerIn } from "#lib/web/viewer.ts";

/** "/admin", "/t/acme_corp". */
export function areaOf(place: Place): string {
  return place === "platform" ? "/admin" : `/t/${place.tenant}`;
}

/** Who looks, and in which zone. */
export async function lookerIn(place: Place): Promise<{ mayWrite: boolean; timeZone: string; now: string }> {
  const viewer = await viewerIn(place);
  return {
    mayWrite: viewer.permissions.includes("alerts:write"),
    timeZone: viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC",
    now: new Date().toISOString(),
  };
}

/** How many alerts nobody has taken on; none for who may not read them. */
export async function openAlertsIn(
  place: Place,
  { permissions }: Pick<Viewer, "permissions">,
): Promise<number> {
  return permissions.includes("alerts:read") ? (await readOwn(countAlerts, {}, place)).open : 0;
}
