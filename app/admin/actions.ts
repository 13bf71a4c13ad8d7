"use server";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { action } from "#lib/web/action.ts";

export const findTenantsAction = action(listTenants);
