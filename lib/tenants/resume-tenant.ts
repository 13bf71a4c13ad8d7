import { command } from "#lib/core/operation.ts";
import { changeTenant } from "./change-tenant.ts";
import { ResumeTenant } from "./schemas.ts";

/** Lets a suspended tenant's keys work again. */
export const resumeTenant = command({
  name: "tenant.resume",
  on: "tenant",
  can: "tenants:write",
  input: ResumeTenant,
  run: (context) =>
    changeTenant(context, ({ tenant }) =>
      tenant.suspendedAt ? { suspendedAt: null, suspendedReason: null } : null,
    ),
});
