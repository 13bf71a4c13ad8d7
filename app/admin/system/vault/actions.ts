"use server";
// What staff can do with the vault.
import { requestRotation } from "#lib/vault/request-rotation.ts";
import { shredTenant } from "#lib/vault/shred-tenant.ts";
import { action } from "#lib/web/action.ts";

export const requestRotationAction = action(requestRotation, { refresh: true });
export const shredTenantAction = action(shredTenant, { refresh: true });
