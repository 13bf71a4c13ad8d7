// Who asks, for which tenant, and what they may do. Built by a transport, never from the input of a request.
import type { Id } from "#lib/shared/ids.ts";
import { PERMISSIONS, type Permission } from "#lib/shared/permissions.ts";

export interface Actor {
  type: "user" | "token" | "system" | "anonymous";
  id: string | null;
  /** How the audit trail names them: an e-mail address, a token's name. */
  label: string;
}

/** A person's session, as far as operations need it. */
export interface ProvenSession {
  id: Id<"ses">;
  /** When the person last proved who they are in it. */
  provedAt: Date;
}

export interface Principal {
  actor: Actor;
  /** The session in which a person acts; programs and jobs have none. */
  session?: ProvenSession;
  /** The tenant in which they act; null for the platform as a whole. */
  tenantId: Id<"ten"> | null;
  /** Whether they belong to the platform, and so may act on it and see every tenant. */
  platform: boolean;
  permissions: ReadonlySet<Permission>;
  requestId: string | null;
  ip: string | null;
  userAgent: string | null;
}

const NOWHERE = { requestId: null, ip: null, userAgent: null };

/** Keyhold itself: a scheduled job, or the command line of whoever holds the installation's secrets. */
export function systemPrincipal(label: string, tenantId: Id<"ten"> | null = null): Principal {
  return {
    actor: { type: "system", id: null, label },
    tenantId,
    platform: true,
    permissions: new Set(PERMISSIONS),
    ...NOWHERE,
  };
}

/** Somebody who has not signed in. */
export function anonymousPrincipal(
  from: Partial<Pick<Principal, "requestId" | "ip" | "userAgent">> = {},
): Principal {
  return {
    actor: { type: "anonymous", id: null, label: "anonymous" },
    tenantId: null,
    platform: false,
    permissions: new Set(),
    ...NOWHERE,
    ...from,
  };
}
