import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import { TENANT_TOKEN_PERMISSIONS } from "#lib/shared/permissions.ts";
import { tokenAuthenticator } from "#lib/tokens/authenticate-token.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import { listTokens } from "#lib/tokens/list-tokens.ts";
import { revokeAnyToken } from "#lib/tokens/revoke-any-token.ts";
import { revokeToken } from "#lib/tokens/revoke-token.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const wish = { name: "verifier", permissions: ["keys:verify" as const] };

const tokenOf = async (world: TestWorld, tenant: TenantRow, days?: number) =>
  createToken.execute(world.deps, await principalOf(world, { tenant, role: "admin" }), {
    ...wish,
    expiresInDays: days,
  });

describeCommand(createToken, {
  arrange: () => wish,
  allowed: { role: "admin" },
  refused: { role: "developer" },
  hasTarget: false,
  worked: (token, { tenant }) => {
    expect(token).toMatchObject({
      tenant: { id: tenant.id },
      permissions: ["keys:verify"],
      status: "active",
    });
    expect([tokenForm("kh", token.secret), token.secret.slice(0, 7)]).toEqual(["well_formed", "kh_svc_"]);
  },
  bad: { change: { name: "", permissions: [] }, fields: ["name", "permissions"] },
});

describeCommand(createPlatformToken, {
  arrange: () => ({ name: "ops", permissions: ["*" as const], expiresInDays: 30 }),
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  worked: (token) => expect(token.tenant).toBeNull(),
  bad: {
    change: { permissions: ["everything"], expiresInDays: 0 },
    fields: ["permissions.0", "expiresInDays"],
  },
});

describeCommand(revokeToken, {
  arrange: async ({ world, tenant }) => ({ tokenId: (await tokenOf(world, tenant)).id }),
  allowed: { role: "admin" },
  refused: { role: "viewer" },
  worked: (token) => expect(token.status).toBe("revoked"),
  bad: { change: { tokenId: 1 }, fields: ["tokenId"] },
});

describe("revoking any token", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());

  it("is the platform's right, and stands in the trail of the tenant whose token it was", async () => {
    const tenant = await makeTenant(world);
    const { id: tokenId } = await tokenOf(world, tenant);
    const staff = await principalOf(world, { platformRole: "admin" });
    expect((await revokeAnyToken.execute(world.deps, staff, { tokenId })).status).toBe("revoked");
    const rows = await world.ownerSql`
      select action from audit_entries where tenant_id = ${uuidOf("ten", tenant.id)} order by seq desc limit 1`;
    expect(rows).toMatchObject([{ action: "token.revoke_any" }]);
    const owner = await principalOf(world, { tenant, role: "owner" });
    const attempt = revokeAnyToken.execute(world.deps, owner, { tokenId });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a service token", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());

  it("is who it says, and no more than its kind can be", async () => {
    const tenant = await makeTenant(world);
    const owner = await principalOf(world, { tenant, role: "owner" });
    const { id, secret } = await createToken.execute(world.deps, owner, { name: "all", permissions: ["*"] });
    const caller = await tokenAuthenticator(world.as("api"))(secret);
    expect(caller).toMatchObject({ tokenId: id, name: "all", tenantId: tenant.id });
    expect([...caller.permissions].sort()).toEqual([...TENANT_TOKEN_PERMISSIONS].sort());
  });

  it("ends at its end, judged on every call even when it is remembered", async () => {
    const { secret } = await tokenOf(world, await makeTenant(world), 1);
    const authenticate = tokenAuthenticator(world.as("api"));
    await authenticate(secret);
    world.clock.advance(DAY_MS);
    await expect(authenticate(secret)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("has its last use noted, at most once a minute", async () => {
    const tenant = await makeTenant(world);
    const { id, secret } = await tokenOf(world, tenant);
    const reader = await principalOf(world, { tenant, role: "admin" });
    const authenticate = tokenAuthenticator(world.as("api"));
    const lastUse = async () =>
      (await listTokens.execute(world.deps, reader, {})).items[0]?.lastUsedAt ?? null;
    expect(await lastUse()).toBeNull();
    const first = world.clock.now().toISOString();
    await authenticate(secret);
    await expect.poll(lastUse).toBe(first);
    world.clock.advance(59_000);
    await authenticate(secret);
    world.clock.advance(1_000);
    expect(await lastUse()).toBe(first);
    await authenticate(secret);
    await expect.poll(lastUse).toBe(world.clock.now().toISOString());
    expect(id).toMatch(/^tok_/);
  });

  it("is never stored, only its digest", async () => {
    const { secret } = await tokenOf(world, await makeTenant(world));
    const rows = await world.ownerSql`select t::text as line from service_tokens t`;
    for (const { line } of rows) expect(line).not.toContain(secret.slice(7, -6));
  });
});
