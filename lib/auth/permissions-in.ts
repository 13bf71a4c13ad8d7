// What a person may do in one place, from what the database says now: their role there and their role on the platform.
import {
  type Permission,
  PLATFORM_PERMISSIONS,
  type PlatformRole,
  ROLE_PERMISSIONS,
  type Role,
} from "#lib/shared/permissions.ts";

interface Standing {
  /** Role in the tenant; null for a person who is no member, and on the platform. */
  role: Role | null;
  platformRole: PlatformRole | null;
  /** Members of a suspended tenant may read, and nothing else. */
  suspended: boolean;
}

export function permissionsIn({ role, platformRole, suspended }: Standing): Set<Permission> {
  const asMember = role ? ROLE_PERMISSIONS[role] : [];
  const asStaff = platformRole ? PLATFORM_PERMISSIONS[platformRole] : [];
  return new Set([...(suspended ? asMember.filter(isRead) : asMember), ...asStaff]);
}

/** Of these what only looks. */
export function lookingOnly(permissions: ReadonlySet<Permission>): Set<Permission> {
  return new Set([...permissions].filter(isRead));
}

const isRead = (permission: Permission) => permission.endsWith(":read");
