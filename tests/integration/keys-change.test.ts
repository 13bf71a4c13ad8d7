import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "#lib/core/clock.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { extendRotation } from "#lib/keys/extend-rotation.ts";
import { finishRotation } from "#lib/keys/finish-rotation.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { lookupKey } from "#lib/keys/lookup-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { updateKey } from "#lib/keys/update-key.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const base = { allowed: { role: "admin" as const }, refused: { role: "viewer" as const } };

describeCommand(updateKey, {
  ...base,
  arrange: async ({ world, tenant }) => ({
    keyId: (await makeKey(world, tenant)).id,
    name: "renamed",
    tags: ["eu"],
  }),
  worked: (key) => expect(key).toMatchObject({ name: "renamed", tags: ["eu"] }),
  bad: { change: { environment: "test", expiresInDays: 366 }, fields: ["environment", "expiresInDays"] },
});

describeCommand(disableKey, {
  ...base,
  arrange: async ({ world, tenant }) => ({ keyId: (await makeKey(world, tenant)).id }),
  worked: (key) => expect(key.status).toBe("disabled"),
  bad: { change: { keyId: 7 }, fields: ["keyId"] },
});

describeCommand(enableKey, {
  ...base,
  arrange: async ({ world, deps, tenant }) => {
    const { id: keyId } = await makeKey(world, tenant);
    await disableKey.execute(deps, await principalOf(world, { tenant, platformRole: "admin" }), { keyId });
    return { keyId };
  },
  worked: (key) => expect(key.status).toBe("active"),
  bad: { change: { keyId: null }, fields: ["keyId"] },
});

describeCommand(revokeKey, {
  ...base,
  arrange: async ({ world, tenant }) => ({ keyId: (await makeKey(world, tenant)).id, reason: "leaked" }),
  worked: (key) => expect(key).toMatchObject({ status: "revoked", revokedReason: "leaked" }),
  bad: { change: { reason: "x".repeat(501) }, fields: ["reason"] },
});

describeCommand(rotateKey, {
  ...base,
  arrange: async ({ world, tenant }) => ({ keyId: (await makeKey(world, tenant)).id, graceSeconds: 3600 }),
  worked: (key, { input }) => {
    expect(key).toMatchObject({ id: input.keyId, status: "rotating" });
    expect(key.secrets).toHaveLength(2);
  },
  bad: { change: { graceSeconds: 2_592_001 }, fields: ["graceSeconds"] },
});

const rotating = async (world: TestWorld, tenant: TenantRow) => {
  const key = await makeKey(world, tenant);
  const principal = await principalOf(world, { tenant, platformRole: "admin" });
  return rotateKey.execute(world.deps, principal, { keyId: key.id, graceSeconds: 3600 });
};

describeCommand(finishRotation, {
  ...base,
  arrange: async ({ world, tenant }) => ({ keyId: (await rotating(world, tenant)).id }),
  worked: (key) => expect([key.status, key.secrets.length]).toEqual(["active", 1]),
  bad: { change: { graceSeconds: 0 }, fields: ["graceSeconds"] },
});

describeCommand(extendRotation, {
  ...base,
  arrange: async ({ world, tenant }) => ({ keyId: (await rotating(world, tenant)).id, graceSeconds: 7200 }),
  worked: (key, { world }) =>
    expect(key.secrets[1]?.expiresAt).toBe(new Date(world.clock.now().getTime() + 2 * HOUR_MS).toISOString()),
  bad: { change: { graceSeconds: 0 }, fields: ["graceSeconds"] },
});

describe("changing a key", () => {
  let world: TestWorld;
  let tenant: TenantRow;
  beforeAll(async () => {
    world = await testWorld();
    tenant = await makeTenant(world);
  });
  afterAll(() => world?.close());

  const admin = () => principalOf(world, { tenant, role: "admin" });

  it("lets a developer change the keys that they made and no others", async () => {
    const developer = await principalOf(world, { tenant, role: "developer" });
    const own = await createKey.execute(world.deps, developer, { name: "own" });
    const other = await makeKey(world, tenant);
    const change = { name: "mine" };
    expect(await updateKey.execute(world.deps, developer, { keyId: own.id, ...change })).toMatchObject(
      change,
    );
    for (const attempt of [
      () => updateKey.execute(world.deps, developer, { keyId: other.id, ...change }),
      () => rotateKey.execute(world.deps, developer, { keyId: other.id }),
      () => revokeKey.execute(world.deps, developer, { keyId: other.id }),
      () => disableKey.execute(world.deps, developer, { keyId: other.id }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leaves what is not named as it was, and goes back to the plan on null", async () => {
    const key = await makeKey(world, tenant, {
      scopes: ["logs:write"],
      tags: ["eu"],
      ownerEmail: "a@b.test",
    });
    const actor = await admin();
    const renamed = await updateKey.execute(world.deps, actor, { keyId: key.id, name: "new" });
    expect(renamed).toMatchObject({ scopes: ["logs:write"], tags: ["eu"], ownerEmail: "a@b.test" });
    const cleared = await updateKey.execute(world.deps, actor, {
      keyId: key.id,
      scopes: null,
      ownerEmail: null,
      expiresAt: null,
    });
    expect(cleared).toMatchObject({ inherits: { scopes: true }, ownerEmail: null, expiresAt: null });
  });

  it("notes nothing when nothing changes", async () => {
    const key = await makeKey(world, tenant, { tags: ["eu"] });
    const rows = () =>
      world.ownerSql`select count(*)::int as count from audit_entries where target_id = ${key.id}`;
    const before = await rows();
    await updateKey.execute(world.deps, await admin(), { keyId: key.id, tags: ["eu"], name: key.name });
    await enableKey.execute(world.deps, await admin(), { keyId: key.id });
    await finishRotation.execute(world.deps, await admin(), { keyId: key.id });
    expect(await rows()).toEqual(before);
  });

  it("ends the old secret at the end of the overlap, and at once without one", async () => {
    const actor = await admin();
    const key = await makeKey(world, tenant);
    const rotated = await rotateKey.execute(world.deps, actor, { keyId: key.id, graceSeconds: 60 });
    expect(rotated.secret).not.toBe(key.secret);
    expect(rotated.secrets.map(({ expiresAt }) => expiresAt !== null)).toEqual([false, true]);
    for (const secret of [key.secret, rotated.secret])
      expect((await lookupKey.execute(world.deps, actor, { key: secret })).id).toBe(key.id);
    world.clock.advance(60_000);
    expect(await getKey.execute(world.deps, actor, { keyId: key.id })).toMatchObject({
      status: "active",
      last4: rotated.last4,
      secrets: [{ last4: rotated.last4 }],
    });
    const again = await rotateKey.execute(world.deps, actor, { keyId: key.id, graceSeconds: 0 });
    expect([again.status, again.secrets.length]).toEqual(["active", 1]);
  });

  it("never has more than two secrets that work: a rotation within a rotation is a conflict", async () => {
    const actor = await admin();
    const { id: keyId } = await rotating(world, tenant);
    const again = rotateKey.execute(world.deps, actor, { keyId, graceSeconds: 60 });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const atOnce = await rotateKey.execute(world.deps, actor, { keyId, graceSeconds: 0 });
    expect(atOnce.secrets).toHaveLength(1);
  });

  it("makes two simultaneous rotations one rotation and one conflict", async () => {
    const actor = await admin();
    const { id: keyId } = await makeKey(world, tenant);
    const both = await Promise.allSettled(
      [1, 2].map(() => rotateKey.execute(world.deps, actor, { keyId, graceSeconds: 60 })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await getKey.execute(world.deps, actor, { keyId })).secrets).toHaveLength(2);
  });

  it("extends only a rotation that is under way", async () => {
    const { id: keyId } = await makeKey(world, tenant);
    const attempt = extendRotation.execute(world.deps, await admin(), { keyId, graceSeconds: 60 });
    await expect(attempt).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps a revoked key revoked, with its first reason", async () => {
    const actor = await admin();
    const { id: keyId } = await makeKey(world, tenant);
    const first = await revokeKey.execute(world.deps, actor, { keyId, reason: "leaked" });
    world.clock.advance(1_000);
    expect(await revokeKey.execute(world.deps, actor, { keyId, reason: "again" })).toEqual(first);
    for (const attempt of [
      () => enableKey.execute(world.deps, actor, { keyId }),
      () => disableKey.execute(world.deps, actor, { keyId }),
      () => rotateKey.execute(world.deps, actor, { keyId }),
      () => updateKey.execute(world.deps, actor, { keyId, name: "x" }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
  });
});
