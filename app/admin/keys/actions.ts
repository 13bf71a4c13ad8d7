"use server";
// What only the platform does with keys: look over all tenants.
import { lookupAnyKey } from "#lib/keys/lookup-any-key.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { action } from "#lib/web/action.ts";

export const lookupAnyKeyAction = action(lookupAnyKey);
export const findTenantsAction = action(listTenants);
