// For which tenant a request acts, and so which operation it runs. A tenant's token acts for its own tenant only:
// any other looks as if it did not exist.
import { invalidField } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { findKeyTenant } from "#lib/keys/find-key-tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import { resolveOwnTenant } from "#lib/tenants/resolve-own-tenant.ts";
import { resolveTenant } from "#lib/tenants/resolve-tenant.ts";
import type { Call } from "./call.ts";
import type { Endpoint } from "./endpoint.ts";

export interface ActingPlace {
  call: Call;
  tenantId: Id<"ten"> | null;
}

/** What the request says about its tenant. */
interface Said {
  /** The field `tenant` of body or query. */
  tenant: string | undefined;
  /** The parameter `:id` of the path. */
  id: string | undefined;
}

/** Throws `not_found` for a tenant or key that is missing or another's, `invalid_input` when none is named. */
export async function placeOf(
  spec: Pick<Endpoint, "where" | "forTenant" | "forPlatform">,
  deps: Deps,
  principal: Principal,
  { tenant, id = "" }: Said,
): Promise<ActingPlace> {
  const { where, forTenant, forPlatform } = spec;
  if (where === "platform") return chosen(forPlatform, null);
  if (where === "path") return chosen(forTenant, await resolve(deps, principal, id));
  if (tenant !== undefined) return chosen(forTenant, await resolve(deps, principal, tenant));
  if (where === "key")
    return chosen(forTenant, principal.tenantId ?? (await tenantOfKey(deps, principal, id)));
  if (principal.tenantId) return chosen(forTenant, principal.tenantId);
  return chosen(forPlatform, null);
}

function chosen(call: Call | undefined, tenantId: Id<"ten"> | null): ActingPlace {
  if (call) return { call, tenantId };
  throw invalidField("tenant", "Name the tenant by its id or client id.");
}

async function resolve(deps: Deps, principal: Principal, tenant: string): Promise<Id<"ten">> {
  const operation = principal.tenantId ? resolveOwnTenant : resolveTenant;
  return (await operation.execute(deps, principal, { tenant })).tenantId;
}

async function tenantOfKey(deps: Deps, principal: Principal, keyId: string): Promise<Id<"ten">> {
  return (await findKeyTenant.execute(deps, principal, { keyId })).tenantId;
}
