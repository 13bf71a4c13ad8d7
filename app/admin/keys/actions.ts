"use server";
// What only the platform does with keys: look over all tenants, and take over keys of any.
import { importAnyKeys } from "#lib/keys/import-any-keys.ts";
import { lookupAnyKey } from "#lib/keys/lookup-any-key.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { action } from "#lib/web/action.ts";

export const lookupAnyKeyAction = action(lookupAnyKey);
export const findTenantsAction = action(listTenants);
export const importAnyKeysAction = action(importAnyKeys);
