// The permissions of a token in the groups and words of its form.
import type { Permission } from "#lib/shared/permissions.ts";

export interface PermissionGroup {
  title: string;
  permissions: { name: Permission; meaning: string }[];
}

const GROUPS: PermissionGroup[] = [
  {
    title: "At run time",
    permissions: [
      { name: "keys:verify", meaning: "Ask whether a key is good for a call." },
      { name: "usage:write", meaning: "Report what calls used." },
    ],
  },
  {
    title: "Keys",
    permissions: [
      { name: "keys:read", meaning: "List and look up keys; never their secrets." },
      { name: "keys:write", meaning: "Make, change, rotate, disable and revoke keys." },
    ],
  },
  {
    title: "Provider keys",
    permissions: [
      { name: "credentials:read", meaning: "List provider keys by their last four; never the keys." },
      { name: "credentials:write", meaning: "Store, replace, test and remove provider keys." },
    ],
  },
  {
    title: "Tenants and people",
    permissions: [
      { name: "tenants:read", meaning: "List tenants." },
      { name: "tenants:write", meaning: "Make, change, suspend and resume tenants." },
      { name: "members:read", meaning: "See who belongs to a tenant." },
      { name: "members:write", meaning: "Invite and remove members, change their roles." },
      { name: "settings:write", meaning: "Change a tenant’s name and time zone." },
    ],
  },
  {
    title: "Plans",
    permissions: [
      { name: "plans:read", meaning: "Read plans." },
      { name: "plans:write", meaning: "Make and change plans and scope presets." },
    ],
  },
  {
    title: "Looking on",
    permissions: [
      { name: "usage:read", meaning: "Read usage numbers." },
      { name: "audit:read", meaning: "Read and export the audit trail." },
      { name: "exports:write", meaning: "Have large files made of what may be read." },
      { name: "tokens:read", meaning: "List service tokens; never their secrets." },
    ],
  },
  {
    title: "Alerts and webhooks",
    permissions: [
      { name: "alerts:read", meaning: "List alerts and their rules." },
      { name: "alerts:write", meaning: "Take alerts on, mute them, change their rules." },
      { name: "webhooks:read", meaning: "List endpoints and what was delivered; never their secrets." },
      { name: "webhooks:write", meaning: "Make, change and remove endpoints; send again." },
      { name: "leaks:write", meaning: "Report keys that were found in public." },
    ],
  },
  {
    title: "More tokens",
    permissions: [{ name: "tokens:write", meaning: "Make and revoke service tokens, with any permission." }],
  },
];

/** Those among `allowed`, in groups; groups without any are left out. */
export function permissionGroups(allowed: readonly Permission[]): PermissionGroup[] {
  return GROUPS.map(({ title, permissions }) => ({
    title,
    permissions: permissions.filter(({ name }) => allowed.includes(name)),
  })).filter(({ permissions }) => permissions.length > 0);
}
