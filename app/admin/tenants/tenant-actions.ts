// The actions of tenants as the screens take them.
import type { TenantActions } from "#components/tenants/tenant-actions.ts";
import * as actions from "./actions.ts";

export const tenantActions: TenantActions = {
  create: actions.createTenantAction,
  invite: actions.inviteOwnerAction,
  update: actions.updateTenantAction,
  changePlan: actions.changePlanAction,
  suspend: actions.suspendTenantAction,
  resume: actions.resumeTenantAction,
};
