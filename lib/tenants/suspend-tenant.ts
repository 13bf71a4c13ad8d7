import { command } from "#lib/core/operation.ts";
import { changeTenant } from "./change-tenant.ts";
import { SuspendTenant } from "./schemas.ts";

/** Makes every key and token of a tenant refuse. One that is suspended stays as it is, with the first reason. */
export const suspendTenant = command({
  name: "tenant.suspend",
  on: "tenant",
  can: "tenants:write",
  input: SuspendTenant,
  run: (context, { reason }) =>
    changeTenant(context, ({ tenant }) =>
      tenant.suspendedAt ? null : { suspendedAt: context.now, suspendedReason: reason },
    ),
});
