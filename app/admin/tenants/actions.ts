"use server";
// What staff can do with tenants.
import { inviteMember } from "#lib/members/invite-member.ts";
import { changePlan } from "#lib/tenants/change-plan.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { resumeTenant } from "#lib/tenants/resume-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { updateTenant } from "#lib/tenants/update-tenant.ts";
import { beginVisit } from "#lib/visits/begin-visit.ts";
import { action } from "#lib/web/action.ts";

export const beginVisitAction = action(beginVisit);
export const createTenantAction = action(createTenant);
export const inviteOwnerAction = action(inviteMember);
export const updateTenantAction = action(updateTenant, { refresh: true });
export const changePlanAction = action(changePlan, { refresh: true });
export const suspendTenantAction = action(suspendTenant, { refresh: true });
export const resumeTenantAction = action(resumeTenant, { refresh: true });
