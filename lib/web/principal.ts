// The person of the current request, as a principal in a place.
import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Principal } from "#lib/core/principal.ts";
import { webDeps } from "./deps.ts";
import { type Entry, enter } from "./entry.ts";
import type { Place } from "./place.ts";
import { currentRequest } from "./request.ts";
import { currentSession } from "./session.ts";
import { isTenantsPage, visitPath } from "./visiting.ts";

/** Throws `unauthenticated` or `not_found`. */
export async function principalIn(place: Place): Promise<Principal> {
  return (await entryIn(place)).principal;
}

/** As principalIn(), with the session and the tenant. Worked out once per request and place. */
export function entryIn(place: Place): Promise<Entry> {
  return entryAt(place === "platform" ? null : place.tenant);
}

const entryAt = cache(async (tenant: string | null): Promise<Entry> => {
  const place: Place = tenant === null ? "platform" : { tenant };
  const request = await currentRequest();
  const entry = await enter(webDeps(), await currentSession(), place, request);
  if (entry.unannounced && isTenantsPage(request.path)) redirect(visitPath(entry, request.path));
  return entry;
});
