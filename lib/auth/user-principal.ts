// A signed-in person as the principal of an operation.
import { DomainError } from "#lib/core/errors.ts";
import type { Principal } from "#lib/core/principal.ts";
import { type Id, isId } from "#lib/shared/ids.ts";

/** Where a request came from, as the audit trail keeps it. */
export type Origin = Pick<Principal, "requestId" | "ip" | "userAgent">;

/** A person who acts for themselves: on their own account, in no tenant. */
export function userPrincipal(user: { id: Id<"usr">; email: string }, from: Origin): Principal {
  return {
    actor: { type: "user", id: user.id, label: user.email },
    tenantId: null,
    platform: false,
    permissions: new Set(),
    requestId: from.requestId,
    ip: from.ip,
    userAgent: from.userAgent,
  };
}

/** The person who acts. Throws `unauthenticated` for tokens, jobs and people who have not signed in. */
export function requireUser({ actor }: Principal): Id<"usr"> {
  if (actor.type === "user" && actor.id && isId("usr", actor.id)) return actor.id;
  throw new DomainError("unauthenticated", "Sign in first.");
}
