// Nobody makes staff that may more than they may themselves: a token that looks after staff alone makes no admin.
import { DomainError } from "#lib/core/errors.ts";
import type { Principal } from "#lib/core/principal.ts";
import { PLATFORM_PERMISSIONS, type PlatformRole } from "#lib/shared/permissions.ts";

/** Throws `forbidden`, with a permission that is missing. */
export function requireGrantableRole({ permissions }: Principal, role: PlatformRole): void {
  const missing = PLATFORM_PERMISSIONS[role].find((permission) => !permissions.has(permission));
  if (missing)
    throw new DomainError(
      "forbidden",
      `You cannot give a role with the permission ${missing}, which you lack.`,
    );
}
