"use server";
// What staff can do anywhere: find a tenant, and end a look at one.
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { endVisit } from "#lib/visits/end-visit.ts";
import { action } from "#lib/web/action.ts";

export const findTenantsAction = action(listTenants);
export const endVisitAction = action(endVisit);
