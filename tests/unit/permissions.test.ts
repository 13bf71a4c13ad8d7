import { describe, expect, it } from "vitest";
import {
  PERMISSIONS,
  PLATFORM_PERMISSIONS,
  ROLE_PERMISSIONS,
  ROLES,
  TENANT_TOKEN_PERMISSIONS,
} from "#lib/shared/permissions.ts";

describe("permissions", () => {
  it("give a viewer nothing that writes", () => {
    expect(ROLE_PERMISSIONS.viewer.every((permission) => permission.endsWith(":read"))).toBe(true);
  });

  it("let a developer make keys and change only their own", () => {
    expect(ROLE_PERMISSIONS.developer).toContain("keys:write_own");
    expect(ROLE_PERMISSIONS.developer).not.toContain("keys:write");
  });

  it("let an admin give a token what a tenant's own service needs", () => {
    expect(ROLE_PERMISSIONS.admin).toEqual(
      expect.arrayContaining(["keys:verify", "usage:write", "keys:read"]),
    );
  });

  it("give no role of a tenant, and no token of a tenant, power over tenants, plans or the system", () => {
    for (const permission of ["tenants:write", "plans:write", "system:read", "system:write"] as const) {
      for (const role of ROLES) expect(ROLE_PERMISSIONS[role]).not.toContain(permission);
      expect(TENANT_TOKEN_PERMISSIONS).not.toContain(permission);
    }
  });

  it("let an owner give away all that a token of a tenant can do", () => {
    const held = new Set(ROLE_PERMISSIONS.owner);
    const lacking = TENANT_TOKEN_PERMISSIONS.filter((permission) => !held.has(permission));
    expect(lacking).toEqual([]);
  });

  it("let support read everything and write nothing", () => {
    expect(PLATFORM_PERMISSIONS.support).toEqual(PERMISSIONS.filter((one) => one.endsWith(":read")));
  });
});
