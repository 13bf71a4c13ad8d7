import { expect } from "vitest";
import { changePlan } from "#lib/tenants/change-plan.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { resumeTenant } from "#lib/tenants/resume-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { updateTenant } from "#lib/tenants/update-tenant.ts";
import { describeCommand } from "../support/describe-command.ts";
import { principalOf } from "../support/factories.ts";

let made = 0;

describeCommand(createTenant, {
  arrange: () => {
    made += 1;
    return { name: `Acme ${made}` };
  },
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  hasTarget: false,
  worked: (tenant) => expect(tenant.clientId).toMatch(/^acme_\d+$/),
  bad: { change: { clientId: "1x", timeZone: "Nowhere" }, fields: ["clientId", "timeZone"] },
});

describeCommand(updateTenant, {
  arrange: () => ({ name: "Renamed", timeZone: "Asia/Kathmandu" }),
  allowed: { role: "admin" },
  refused: { role: "developer" },
  hasTarget: false,
  worked: (tenant) => expect(tenant).toMatchObject({ name: "Renamed", timeZone: "Asia/Kathmandu" }),
  bad: { change: { name: "", clientId: "another" }, fields: ["name", "clientId"] },
});

describeCommand(changePlan, {
  arrange: () => ({ plan: "enterprise" }),
  allowed: { platformRole: "admin" },
  refused: { role: "owner" },
  hasTarget: false,
  worked: (tenant) => expect(tenant.plan.slug).toBe("enterprise"),
  bad: { change: { plan: "gold" }, fields: ["plan"] },
});

describeCommand(suspendTenant, {
  arrange: () => ({ reason: "unpaid" }),
  allowed: { platformRole: "admin" },
  refused: { role: "owner" },
  hasTarget: false,
  worked: (tenant) => expect(tenant).toMatchObject({ status: "suspended", suspendedReason: "unpaid" }),
  bad: { change: { reason: " " }, fields: ["reason"] },
});

describeCommand(resumeTenant, {
  async arrange({ world, deps, tenant }) {
    const staff = await principalOf(world, { tenant, platformRole: "admin" });
    await suspendTenant.execute(deps, staff, { reason: "unpaid" });
    return {};
  },
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  hasTarget: false,
  worked: (tenant) => expect(tenant.status).toBe("active"),
  bad: { change: { reason: "paid" }, fields: ["reason"] },
});
