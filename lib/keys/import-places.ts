// Whose key a row is. Within a tenant every other tenant looks as if it did not exist.
import type { Tx } from "#db/tenant.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { planOf, type TenantWithPlan } from "#lib/plans/plan-of.ts";
import type { Id } from "#lib/shared/ids.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";

/** The tenant that a row names, or that is meant without a name. Throws `invalid_input` when there is none. */
export type PlaceOf = (named: string | null) => Promise<TenantWithPlan>;

export function ownPlace(tx: Tx, tenantId: Id<"ten">): PlaceOf {
  let own: Promise<TenantWithPlan> | undefined;
  return async (named) => {
    own ??= planOf(tx, tenantId);
    const place = await own;
    if (named === null || named === place.tenant.id || named === place.tenant.clientId) return place;
    throw noSuchTenant();
  };
}

/** Each tenant is looked for once. */
export function anyPlace(tx: Tx, usual: string | null): PlaceOf {
  const known = new Map<string, Promise<TenantWithPlan>>();
  const find = async (named: string) => planOf(tx, await findTenantId(tx, named));
  return async (named) => {
    const name = named ?? usual;
    if (name === null) throw invalidField("tenant", "Name the tenant by its id or client id.");
    const found = known.get(name) ?? find(name);
    known.set(name, found);
    return found.catch((error) => {
      if (error instanceof DomainError && error.code === "not_found") throw noSuchTenant();
      throw error;
    });
  };
}

function noSuchTenant(): DomainError {
  return invalidField("tenant", "There is no such tenant.");
}
