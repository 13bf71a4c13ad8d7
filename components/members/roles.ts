// What each role is for, in a line that somebody who gives it can decide by.
import type { RoleChoice } from "#components/members/people.ts";

const TENANT_ROLES = [
  { value: "owner", label: "Owner", description: "Everything, with money and other owners." },
  { value: "admin", label: "Admin", description: "All keys, members, service tokens and settings." },
  {
    value: "developer",
    label: "Developer",
    description: "Makes and rotates their own keys, reads the rest.",
  },
  { value: "viewer", label: "Viewer", description: "Looks at keys and usage, changes nothing." },
];

const PLATFORM_ROLES = [
  { value: "admin", label: "Admin", description: "Everything, in every tenant." },
  { value: "support", label: "Support", description: "Reads everything, changes nothing." },
];

export function tenantRoles(mayMakeOwners: boolean): RoleChoice[] {
  return TENANT_ROLES.map((role) => ({ ...role, grantable: mayMakeOwners || role.value !== "owner" }));
}

export function platformRoles(): RoleChoice[] {
  return PLATFORM_ROLES.map((role) => ({ ...role, grantable: true }));
}
