// Where a step is played: its moment, who is there by then, and what ends its transaction.
import { and, eq } from "drizzle-orm";
import { credentials, keys, members, tenants, users } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { userPrincipal } from "#lib/auth/user-principal.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Deps, Operation } from "#lib/core/operation.ts";
import type { Principal, ProvenSession } from "#lib/core/principal.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { PLATFORM_PERMISSIONS, ROLE_PERMISSIONS } from "#lib/shared/permissions.ts";
import { ADMIN } from "./cast.ts";

export interface Stage {
  /** Their clock stands at the moment of the step. */
  deps: Deps;
  /** What a step's last command does before its transaction commits. */
  settle(tx: Tx): Promise<void>;
}

/** Runs the command that completes a step: either both are done, the act and the note of it, or neither. */
export function act<Input, Output>(
  { deps, settle }: Stage,
  command: Operation<Input, Output>,
  principal: Principal,
  input: Input,
): Promise<Output> {
  return command.execute(deps, principal, input, settle);
}

const DESK = { requestId: null, ip: "203.0.113.9", userAgent: "Mozilla/5.0" };

/** The platform's admin, in a tenant when one is named. */
export async function admin(stage: Stage, clientId?: string): Promise<Principal> {
  return {
    ...userPrincipal(await userCalled(stage, ADMIN.email), DESK),
    session: freshSession(stage),
    tenantId: clientId === undefined ? null : await tenantCalled(stage, clientId),
    platform: true,
    permissions: new Set(PLATFORM_PERMISSIONS[ADMIN.platformRole]),
  };
}

/** A member in their tenant, with the rights that they have there. */
export async function member(stage: Stage, clientId: string, email: string): Promise<Principal> {
  const user = await userCalled(stage, email);
  const tenantId = await tenantCalled(stage, clientId);
  const [row] = await onPlatform(stage.deps.db, (tx) =>
    tx
      .select({ role: members.role })
      .from(members)
      .where(and(eq(members.tenantId, tenantId), eq(members.userId, user.id))),
  );
  if (!row) throw notFound("member");
  return {
    ...userPrincipal(user, DESK),
    session: freshSession(stage),
    tenantId,
    permissions: new Set(ROLE_PERMISSIONS[row.role]),
  };
}

/** They have just signed in. */
function freshSession({ deps }: Stage): ProvenSession {
  return { id: newId("ses"), provedAt: deps.clock() };
}

async function userCalled({ deps }: Stage, email: string): Promise<{ id: Id<"usr">; email: string }> {
  const [user] = await onPlatform(deps.db, (tx) =>
    tx.select({ id: users.id, email: users.email }).from(users).where(eq(users.email, email)),
  );
  if (!user) throw notFound("person");
  return user;
}

export async function tenantCalled({ deps }: Pick<Stage, "deps">, clientId: string): Promise<Id<"ten">> {
  const [tenant] = await onPlatform(deps.db, (tx) =>
    tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.clientId, clientId)),
  );
  if (!tenant) throw notFound("tenant");
  return tenant.id;
}

/** The id of a tenant's key by its name; names are unique in the demo. */
export async function keyCalled({ deps }: Stage, tenantId: Id<"ten">, name: string): Promise<Id<"key">> {
  const [key] = await onPlatform(deps.db, (tx) =>
    tx
      .select({ id: keys.id })
      .from(keys)
      .where(and(eq(keys.tenantId, tenantId), eq(keys.name, name))),
  );
  if (!key) throw notFound("key");
  return key.id;
}

/** The id of a credential by its label; labels are unique in the demo. */
export async function credentialCalled(
  { deps }: Pick<Stage, "deps">,
  tenantId: Id<"ten">,
  label: string,
): Promise<Id<"cred">> {
  const [found] = await onPlatform(deps.db, (tx) =>
    tx
      .select({ id: credentials.id })
      .from(credentials)
      .where(and(eq(credentials.tenantId, tenantId), eq(credentials.label, label))),
  );
  if (!found) throw notFound("credential");
  return found.id;
}

/** The same without looking an address up: those of the demo are nobody's. */
export function blindly(stage: Stage): Stage {
  return { ...stage, deps: { ...stage.deps, vet: undefined } };
}
