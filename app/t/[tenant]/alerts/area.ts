// Where alerts are looked at: a tenant's area, or the platform's for its own.
import { countAlerts } from "#lib/alerts/count-alerts.ts";
import type { Operation } from "#lib/core/operation.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import type { Place } from "#lib/web/place.ts";
import { read } from "#lib/web/read.ts";
import { type Viewer, viewerIn } from "#lib/web/viewer.ts";

/** As read(), of the tenant's or of the platform's own. */
export function readOwn<Input, Output>(
  query: Operation<Input, Output>,
  input: Input,
  place: Place,
): Promise<Output> {
  return place === "platform" ? read(platformOwn(query), input, place) : read(query, input, place);
}

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
