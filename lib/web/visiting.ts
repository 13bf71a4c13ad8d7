// Platform staff at a tenant's own pages: only while they look with a reason, and then without changing anything.
import { DomainError } from "#lib/core/errors.ts";
import type { Operation } from "#lib/core/operation.ts";
import type { Entry } from "./entry.ts";

/** Whether a path is one of the pages that a tenant's own people use. */
export const isTenantsPage = (path = "/"): boolean => path.startsWith("/t/");

/** Where staff begin to look at a tenant's pages, and come from there to where they wanted. */
export function visitPath({ tenant }: Pick<Entry, "tenant">, path = "/"): string {
  return `/admin/tenants/${tenant?.clientId}/view?next=${encodeURIComponent(path)}`;
}

/** Refuses what is sent from a tenant's page by staff whose look at it has ended. */
export function refuseUnannounced({ unannounced, tenant }: Entry, path: string | undefined): void {
  if (unannounced && isTenantsPage(path))
    throw new DomainError("forbidden", `You are not looking at ${tenant?.name} any more. Begin again.`);
}

/** Refuses what needs more than looking while staff look at a tenant, whichever page or place it comes from. */
export function refuseWhileVisiting(
  { session: { visit }, principal }: Entry,
  { can }: Pick<Operation, "can">,
): void {
  if (!visit || can === "anyone") return;
  if ([can].flat().some((permission) => principal.permissions.has(permission))) return;
  const message = `You are looking at ${visit.tenantName} and change nothing meanwhile. End that first.`;
  throw new DomainError("forbidden", message);
}
