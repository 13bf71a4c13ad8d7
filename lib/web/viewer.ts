// Who looks at a page, for menus and greetings. Menus follow it; the server checks again in every operation.
import "server-only";
import type { TenantPlace } from "#lib/auth/session-view.ts";
import type { Permission, PlatformRole, Role } from "#lib/shared/permissions.ts";
import { holdsDemoData } from "#lib/system/holds-demo-data.ts";
import type { Visit } from "#lib/visits/visit.ts";
import { webDeps } from "./deps.ts";
import type { Place } from "./place.ts";
import { entryIn } from "./principal.ts";
import { turnAway } from "./turn-away.ts";

export interface Viewer {
  user: { id: string; name: string; email: string; timeZone: string | null; hasPassword: boolean };
  place: Place;
  platformRole: PlatformRole | null;
  /** Role in the tenant; null on the platform and for visiting staff. */
  role: Role | null;
  /** What they may do here, sorted. */
  permissions: Permission[];
  /** The tenant of this place; null on the platform. */
  tenant: TenantPlace | null;
  /** The tenants that they are a member of, by name. */
  tenants: { clientId: string; name: string; role: Role }[];
  /** Whether this is platform staff in a tenant that they are no member of. */
  visiting: boolean;
  /** The look at a tenant's pages that they are taking, wherever they stand; they change nothing until it ends. */
  visit: Visit | null;
  /** Whether what they see is invented. */
  demo: boolean;
}

/** Without a session the person goes to /sign-in; a tenant that they may not enter is "not found". */
export async function viewerIn(place: Place): Promise<Viewer> {
  try {
    const { session, principal, tenant, role } = await entryIn(place);
    const { platformRole, ...user } = session.user;
    return {
      user,
      place,
      platformRole,
      role,
      permissions: [...principal.permissions].sort(),
      tenant,
      tenants: session.memberships.map(({ clientId, name, role }) => ({ clientId, name, role })),
      visiting: tenant !== null && role === null,
      visit: session.visit,
      demo: await holdsDemoData.execute(webDeps(), principal, {}),
    };
  } catch (error) {
    return turnAway(error);
  }
}
