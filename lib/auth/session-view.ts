// What a session says about the person behind it, read from the database each time.
import type { Id } from "#lib/shared/ids.ts";
import type { PlatformRole, Role } from "#lib/shared/permissions.ts";
import type { Visit } from "#lib/visits/visit.ts";

export interface TenantPlace {
  id: Id<"ten">;
  clientId: string;
  name: string;
  /** IANA name, such as "Asia/Kolkata". */
  timeZone: string;
  suspendedAt: Date | null;
  suspendedReason: string | null;
}

export interface Membership extends TenantPlace {
  role: Role;
}

export interface SessionView {
  id: Id<"ses">;
  user: {
    id: Id<"usr">;
    name: string;
    email: string;
    timeZone: string | null;
    platformRole: PlatformRole | null;
    /** Whether they have a password; whoever signs in by a provider may have none. */
    hasPassword: boolean;
  };
  /** When they last proved who they are. */
  provedAt: Date;
  seenAt: Date;
  expiresAt: Date;
  /** By name. */
  memberships: Membership[];
  /** The look at a tenant's pages that they are taking as platform staff; they only look until it ends. */
  visit: Visit | null;
}
