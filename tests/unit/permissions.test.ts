import { describe, expect, it } from "vitest";
import {
  PERMISSIONS,
  PLATFORM_PERMISSIONS,
  ROLE_PERMISSIONS,
  ROLES,
  TENANT_TOKEN_PERMISSIONS,
} from "#lib/shared/permissions.ts";

const writes = (permission: string) => /:(write|verify)/.test(permission);

describe("roles", () => {
  it("grow from viewer to owner: each may do all that the one below may", () => {
    for (const [index, role] of ROLES.slice(0, -1).entries())
      expect(ROLE_PERMISSIONS[role]).toEqual(
        expect.arrayContaining([...ROLE_PERMISSIONS[ROLES[index + 1]!]]),
      );
  });

  it("let a viewer and the platform's support write nothing", () => {
    expect(ROLE_PERMISSIONS.viewer.filter(writes)).toEqual([]);
    expect(PLATFORM_PERMISSIONS.support.filter(writes)).toEqual([]);
  });

  it("let a developer change no role, no money and nobody else's key", () => {
    expect(ROLE_PERMISSIONS.developer.filter(writes)).toEqual(["keys:write_own"]);
  });

  it("give no member a right over tenants, plans or the system", () => {
    const platformOnly = /^(tenants|plans|system|leaks):write|^system:/;
    for (const role of ROLES)
      expect(ROLE_PERMISSIONS[role].filter((name) => platformOnly.test(name))).toEqual([]);
    expect(TENANT_TOKEN_PERMISSIONS.filter((name) => platformOnly.test(name))).toEqual([]);
  });

  it("name only permissions that exist, each once", () => {
    expect(new Set(PERMISSIONS).size).toBe(PERMISSIONS.length);
    for (const list of [...Object.values(ROLE_PERMISSIONS), ...Object.values(PLATFORM_PERMISSIONS)]) {
      expect(new Set(list).size).toBe(list.length);
      expect(list.every((permission) => PERMISSIONS.includes(permission))).toBe(true);
    }
  });
});
