// What may be done, and which role may do it. The server checks these; menus only follow them.

export const PERMISSIONS = [
  "tenants:read",
  "tenants:write",
  "members:read",
  "members:write",
  "keys:read",
  "keys:write",
  "keys:write_own",
  "keys:verify",
  "plans:read",
  "plans:write",
  "usage:read",
  "usage:write",
  "exports:write",
  "audit:read",
  "credentials:read",
  "credentials:write",
  "billing:read",
  "billing:write",
  "alerts:read",
  "alerts:write",
  "webhooks:read",
  "webhooks:write",
  "tokens:read",
  "tokens:write",
  "settings:write",
  "leaks:write",
  "system:read",
  "system:write",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["owner", "admin", "developer", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export const PLATFORM_ROLES = ["admin", "support"] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

const VIEWER: Permission[] = ["usage:read", "keys:read", "plans:read"];
const DEVELOPER: Permission[] = [
  ...VIEWER,
  "keys:write_own",
  "exports:write",
  "members:read",
  "alerts:read",
  "webhooks:read",
];
const ADMIN: Permission[] = [
  ...DEVELOPER,
  "keys:write",
  "members:write",
  "audit:read",
  "credentials:read",
  "credentials:write",
  "billing:read",
  "alerts:write",
  "webhooks:write",
  "tokens:read",
  "tokens:write",
  "settings:write",
  // What their own services need: nobody can give a token more than they may do themselves.
  "tenants:read",
  "keys:verify",
  "usage:write",
];

/** What each role may do inside its own tenant. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: VIEWER,
  developer: DEVELOPER,
  admin: ADMIN,
  owner: [...ADMIN, "billing:write"],
};

/** What platform staff may do, in every tenant and on the platform. Support reads and never writes. */
export const PLATFORM_PERMISSIONS: Record<PlatformRole, readonly Permission[]> = {
  admin: PERMISSIONS,
  support: PERMISSIONS.filter((permission) => permission.endsWith(":read")),
};

/** What a service token of one tenant may be given; the rest needs a token of the platform. */
export const TENANT_TOKEN_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter(
  (permission) =>
    !["tenants:write", "plans:write", "system:read", "system:write", "leaks:write"].includes(permission),
);
