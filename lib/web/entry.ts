// Lets a person into a place, or not. Built from what the database says at this moment; a token or an address
// says nothing about rights. A tenant that somebody may not enter and one that does not exist are the same answer.
import { findTenantPlace } from "#lib/auth/find-tenant-place.ts";
import { lookingOnly, permissionsIn } from "#lib/auth/permissions-in.ts";
import type { Membership, SessionView, TenantPlace } from "#lib/auth/session-view.ts";
import { type Origin, userPrincipal } from "#lib/auth/user-principal.ts";
import { DomainError, notFound } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { Role } from "#lib/shared/permissions.ts";
import type { Place } from "./place.ts";

export interface Entry {
  session: SessionView;
  principal: Principal;
  tenant: TenantPlace | null;
  /** Role in the tenant; null on the platform and for visiting staff. */
  role: Role | null;
  /** Whether this is platform staff in a tenant that they are no member of, and have not begun to look at. */
  unannounced: boolean;
}

/** Throws `unauthenticated` without a session, `not_found` for a tenant that they may not enter. */
export async function enter(
  deps: Deps,
  session: SessionView | null,
  place: Place,
  from: Origin,
): Promise<Entry> {
  if (!session) throw new DomainError("unauthenticated", "Your session has ended. Sign in again.");
  const entry = await entryFor(deps, session, place, from);
  if (!session.visit) return entry;
  const { principal } = entry;
  return { ...entry, principal: { ...principal, permissions: lookingOnly(principal.permissions) } };
}

function entryFor(deps: Deps, session: SessionView, place: Place, from: Origin): Entry | Promise<Entry> {
  if (place === "platform") return atPlatform(session, from);
  const membership = session.memberships.find(({ clientId }) => clientId === place.tenant);
  if (membership) return asMember(session, membership, from);
  return asVisitor(deps, session, place.tenant, from);
}

function person({ id, provedAt, user }: SessionView, from: Origin): Principal {
  return { ...userPrincipal(user, from), session: { id, provedAt } };
}

function atPlatform(session: SessionView, from: Origin): Entry {
  const { platformRole } = session.user;
  const permissions = permissionsIn({ role: null, platformRole, suspended: false });
  const principal = { ...person(session, from), platform: platformRole !== null, permissions };
  return { session, principal, tenant: null, role: null, unannounced: false };
}

/** A member is never `platform` inside a tenant: rights from the membership must not reach beyond it. */
function asMember(session: SessionView, { role, ...tenant }: Membership, from: Origin): Entry {
  const { platformRole } = session.user;
  const permissions = permissionsIn({ role, platformRole, suspended: tenant.suspendedAt !== null });
  const principal = { ...person(session, from), tenantId: tenant.id, permissions };
  return { session, principal, tenant, role, unannounced: false };
}

async function asVisitor(deps: Deps, session: SessionView, clientId: string, from: Origin): Promise<Entry> {
  const { principal } = atPlatform(session, from);
  const tenant = principal.platform ? await findTenantPlace.execute(deps, principal, { clientId }) : null;
  if (!tenant) throw notFound("tenant");
  const unannounced = session.visit?.tenantId !== tenant.id;
  return { session, principal: { ...principal, tenantId: tenant.id }, tenant, role: null, unannounced };
}
