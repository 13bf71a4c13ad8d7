// Whose keys a caller may change: with keys:write every key of the tenant, with keys:write_own those that they made.
import { DomainError } from "#lib/core/errors.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { KeyRecord } from "./view.ts";

export const MAY_WRITE_KEYS = ["keys:write", "keys:write_own"] as const;

/** Throws `forbidden` for a key of somebody else. The caller may read it, so it need not look missing. */
export function requireMayChange(principal: Principal, { key }: KeyRecord): void {
  if (principal.permissions.has("keys:write")) return;
  if (key.createdBy === makerOf(principal)) return;
  throw new DomainError("forbidden", "You may change only the keys that you made.");
}

/** How a key remembers who made it. */
export function makerOf({ actor }: Principal): string {
  return actor.id ?? actor.type;
}

/** Throws `conflict` for a key that was revoked, which is final. */
export function requireNotRevoked({ key }: KeyRecord): void {
  if (key.revokedAt)
    throw new DomainError("conflict", "This key was revoked, and that is final. Make a new one.");
}
