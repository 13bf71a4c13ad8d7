"use server";
import { updateTenant } from "#lib/tenants/update-tenant.ts";
import { action } from "#lib/web/action.ts";

export const updateTenantAction = action(updateTenant, { refresh: true });
