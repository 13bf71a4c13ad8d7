// Where a person can go: the platform, if they belong to it, and their tenants.
import type { Workspace } from "#components/shell/workspace-switcher.tsx";
import type { Viewer } from "#lib/web/viewer.ts";

export const PLATFORM: Workspace = {
  name: "Platform",
  detail: "All tenants",
  href: "/admin",
  platform: true,
};

export function workspacesOf({
  platformRole,
  tenants,
}: Pick<Viewer, "platformRole" | "tenants">): Workspace[] {
  const own = tenants.map(({ clientId, name }) => ({ name, detail: clientId, href: `/t/${clientId}` }));
  return platformRole ? [PLATFORM, ...own] : own;
}

/** "Owner", "Platform admin". */
export function roleText({ role, platformRole }: Pick<Viewer, "role" | "platformRole">): string {
  if (role) return role.charAt(0).toUpperCase() + role.slice(1);
  return platformRole ? `Platform ${platformRole}` : "";
}
