// Rows to begin a test with, written straight to the tables. What is under test goes through its command.
import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { members, plans, tenants, users } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import type { Principal, ProvenSession } from "#lib/core/principal.ts";
import { hashSlowly } from "#lib/crypto/password.ts";
import { newId } from "#lib/shared/ids.ts";
import {
  type Permission,
  PLATFORM_PERMISSIONS,
  type PlatformRole,
  ROLE_PERMISSIONS,
  type Role,
} from "#lib/shared/permissions.ts";
import type { TestWorld } from "./world.ts";

export type TenantRow = typeof tenants.$inferSelect;
export type UserRow = typeof users.$inferSelect;
export type MemberRow = typeof members.$inferSelect;

/** A tenant on the default plan. */
export async function makeTenant(
  world: TestWorld,
  overrides: Partial<typeof tenants.$inferInsert> = {},
): Promise<TenantRow> {
  const now = world.clock.now();
  return onPlatform(world.deps.db, async (tx) => {
    const [plan] = await tx.select().from(plans).where(eq(plans.isDefault, true));
    const clientId = `tenant_${unique()}`;
    const [row] = await tx
      .insert(tenants)
      .values({
        id: newId("ten"),
        clientId,
        name: `Tenant ${clientId}`,
        planId: plan!.id,
        createdAt: now,
        updatedAt: now,
        ...overrides,
      })
      .returning();
    return row!;
  });
}

/** A person. With a `password` they can sign in (the hash takes 55 ms, so there is none by default). */
export async function makeUser(
  world: TestWorld,
  { password, ...overrides }: Partial<typeof users.$inferInsert> & { password?: string } = {},
): Promise<UserRow> {
  const name = `user-${unique()}`;
  const passwordHash = password === undefined ? null : await hashSlowly(password);
  return onPlatform(world.deps.db, async (tx) => {
    const [row] = await tx
      .insert(users)
      .values({
        id: newId("usr"),
        email: `${name}@example.test`,
        name,
        passwordHash,
        createdAt: world.clock.now(),
        ...overrides,
      })
      .returning();
    return row!;
  });
}

/** A person in a tenant; a new person unless `user` is given. */
export async function makeMember(
  world: TestWorld,
  tenant: Pick<TenantRow, "id">,
  role: Role,
  user?: UserRow,
): Promise<MemberRow & { user: UserRow }> {
  const person = user ?? (await makeUser(world));
  return onPlatform(world.deps.db, async (tx) => {
    const [row] = await tx
      .insert(members)
      .values({ tenantId: tenant.id, userId: person.id, role, createdAt: world.clock.now() })
      .returning();
    return { ...row!, user: person };
  });
}

/** Who acts: a member (`tenant` and `role`), platform staff (`platformRole`), or a service token (`permissions`). */
export interface PrincipalWish {
  /** The tenant in which they act. */
  tenant?: Pick<TenantRow, "id">;
  role?: Role;
  platformRole?: PlatformRole;
  permissions?: readonly Permission[];
  /** An existing person, instead of a new one. */
  user?: UserRow;
}

/** Proved anew whatever the clock does, so that sensitive acts need nothing more. */
const provenSession = (): ProvenSession => ({ id: newId("ses"), provedAt: new Date(8.64e15) });

/** A principal as a transport would build it; a person among them is a real row, and a member of the tenant. */
export async function principalOf(world: TestWorld, wish: PrincipalWish): Promise<Principal> {
  const tenantId = wish.tenant?.id ?? null;
  const origin = { requestId: `req_${unique()}`, ip: "203.0.113.7", userAgent: "test" };
  if (wish.role) {
    if (!wish.tenant) throw new Error("a member needs a tenant");
    const user = wish.user ?? (await makeMember(world, wish.tenant, wish.role)).user;
    const permissions = new Set(ROLE_PERMISSIONS[wish.role]);
    const actor = actorOf(user);
    return { actor, session: provenSession(), tenantId, platform: false, permissions, ...origin };
  }
  if (wish.platformRole) {
    const user = wish.user ?? (await makeUser(world, { platformRole: wish.platformRole }));
    const permissions = new Set(PLATFORM_PERMISSIONS[wish.platformRole]);
    const actor = actorOf(user);
    return { actor, session: provenSession(), tenantId, platform: true, permissions, ...origin };
  }
  const actor = { type: "token" as const, id: newId("tok"), label: "a test's token" };
  return { actor, tenantId, platform: !tenantId, permissions: new Set(wish.permissions ?? []), ...origin };
}

const actorOf = (user: UserRow): Principal["actor"] => ({ type: "user", id: user.id, label: user.email });

const unique = () => randomBytes(5).toString("hex");
