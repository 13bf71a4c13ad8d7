import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { plans } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { newId } from "#lib/shared/ids.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

describeCommand(createKey, {
  arrange: () => ({ name: "analytics" }),
  allowed: { role: "developer" },
  refused: { role: "viewer" },
  hasTarget: false,
  bad: {
    change: { name: " ", scopes: ["a:b:c"], ipAllow: ["10.0.0.0/99"], surprise: 1 },
    fields: ["name", "scopes.0", "ipAllow.0", "surprise"],
  },
  worked: (key, { tenant, principal }) => {
    expect(key).toMatchObject({
      name: "analytics",
      status: "active",
      environment: "live",
      tenant: { id: tenant.id, clientId: tenant.clientId },
      createdBy: { id: principal.actor.id, label: principal.actor.label },
      inherits: { scopes: true, limits: true, perRequest: true },
    });
    expect(tokenForm("kh", key.secret)).toBe("well_formed");
    expect(key.prefix).toBe(key.secret.slice(0, 12));
    expect(key.last4).toBe(key.secret.slice(-4));
  },
});

describe("a new key", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());

  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("it was made"),
      (error: { code: string; fields?: Record<string, string>; message: string }) => error,
    );

  it("lasts 90 days when nobody says otherwise, and as long as was asked for when somebody does", async () => {
    const tenant = await makeTenant(world);
    const now = world.clock.now().getTime();
    const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString();
    expect((await makeKey(world, tenant)).expiresAt).toBe(inDays(90));
    expect((await makeKey(world, tenant, { expiresInDays: 365 })).expiresAt).toBe(inDays(365));
    expect((await makeKey(world, tenant, { expiresInDays: null })).expiresAt).toBeNull();
    expect((await makeKey(world, tenant, { expiresAt: null })).expiresAt).toBeNull();
    expect((await makeKey(world, tenant, { expiresAt: inDays(2) })).expiresAt).toBe(inDays(2));
  });

  it("lasts no longer than the plan allows", async () => {
    const planId = newId("pln");
    const now = world.clock.now();
    await onPlatform(world.deps.db, (tx) =>
      tx.insert(plans).values({
        id: planId,
        slug: "short",
        name: "Short",
        scopes: ["logs:write"],
        limits: [],
        perRequest: { patients: 5 },
        maxExpiryDays: 30,
        allowsNeverExpiring: false,
        included: {},
        createdAt: now,
        updatedAt: now,
      }),
    );
    const tenant = await makeTenant(world, { planId });
    const byDefault = await makeKey(world, tenant);
    expect(byDefault.expiresAt).toBe(new Date(now.getTime() + 30 * DAY_MS).toISOString());
    expect(byDefault.scopes).toEqual(["logs:write"]);
    expect(byDefault.perRequest).toEqual({ patients: 5 });
    for (const wish of [{ expiresInDays: 31 }, { expiresInDays: null }]) {
      const error = await refusal(makeKey(world, tenant, wish));
      expect(error).toMatchObject({ code: "invalid_input", fields: { expiresInDays: expect.any(String) } });
    }
    expect(
      (await refusal(makeKey(world, tenant, { expiresAt: "2020-01-01T00:00:00Z" }))).fields,
    ).toHaveProperty("expiresAt");
  });

  it("keeps everything that was asked for, in one form", async () => {
    const tenant = await makeTenant(world);
    const made = await makeKey(world, tenant, {
      environment: "test",
      scopes: ["logs:write", "read"],
      limits: [{ kind: "rate", limit: 100, window: "1m" }],
      perRequest: { patients: 50 },
      ipAllow: ["10.1.2.3/8", "::ffff:192.0.2.1", "2001:DB8::1/32"],
      ownerEmail: "Ada@Example.test",
      tags: ["eu", "eu"],
      metadata: { team: { id: 7 } },
      demo: true,
      legacy: true,
    });
    const { secret, ...view } = made;
    expect(secret).toMatch(/^kh_test_/);
    expect(view).toMatchObject({
      environment: "test",
      scopes: ["logs:write", "*:read"],
      limits: [
        {
          name: "minute",
          kind: "rate",
          meter: "requests",
          limit: 100,
          window: "1m",
          burst: 0,
          onFailure: "local",
        },
      ],
      perRequest: { patients: 50 },
      ipAllow: ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"],
      ownerEmail: "ada@example.test",
      tags: ["eu"],
      metadata: { team: { id: 7 } },
      demo: true,
      legacy: true,
      inherits: { scopes: false, limits: false, perRequest: false },
    });
    const reader = await principalOf(world, { tenant, role: "viewer" });
    expect(await getKey.execute(world.deps, reader, { keyId: made.id })).toEqual(view);
  });

  it("keeps a strong chosen secret as an HMAC and a weak one under argon2id, and neither in the clear", async () => {
    const tenant = await makeTenant(world);
    const weak = await makeKey(world, tenant, { secret: "DEMO_MILMED_2025_50_PATIENTS" });
    const strong = await makeKey(world, tenant, { secret: "q7Zt-9vKp2Lr8Xw4Nc6Yb1Hd3Gf5Js0QmTzRuEaWo" });
    expect([weak.secret, strong.secret]).toEqual([
      "DEMO_MILMED_2025_50_PATIENTS",
      "q7Zt-9vKp2Lr8Xw4Nc6Yb1Hd3Gf5Js0QmTzRuEaWo",
    ]);
    expect([weak.prefix, weak.last4]).toEqual(["", "ENTS"]);
    const stored = (keyId: string) =>
      world.ownerSql`select * from secrets where key_id = ${uuidOf("key", keyId)}`.then(([row]) => row);
    expect(await stored(weak.id)).toMatchObject({
      scheme: "argon2id",
      digest: null,
      slow_hash: expect.stringMatching(/^\$argon2id\$/),
      lookup: expect.stringMatching(/^1\.[0-9a-f]{6}$/),
    });
    expect(await stored(strong.id)).toMatchObject({ scheme: "hmac", slow_hash: null, lookup: null });
  });

  it("refuses a secret that is in use anywhere, without saying by whom", async () => {
    const [mine, theirs] = [await makeTenant(world), await makeTenant(world)];
    for (const secret of ["the-same-weak-secret", "V0pQx8Lm3Zr6Tk9Wd2Yc5Nb1Hg4Jf7SaEuRiOtPyKz"]) {
      await makeKey(world, theirs, { secret });
      const error = await refusal(makeKey(world, mine, { secret }));
      expect(error.code).toBe("conflict");
      expect(error.message).not.toContain(theirs.clientId);
    }
  });

  it("refuses a mistyped token of ours, one of another kind, and what no header could carry", async () => {
    const tenant = await makeTenant(world);
    const { secret } = await makeKey(world, tenant);
    const mistyped = `${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`;
    for (const wish of [
      { secret: mistyped },
      { secret, environment: "test" as const },
      { secret: "has a tab\tinside of it" },
      { secret: " leading-and-long-enough" },
      { secret: "too short" },
      { secret: "x".repeat(513) },
    ]) {
      const error = await refusal(makeKey(world, tenant, wish));
      expect(error).toMatchObject({ code: "invalid_input", fields: { secret: expect.any(String) } });
    }
  });

  it("leaves the bytes of its secret in no row of the audit trail", async () => {
    const tenant = await makeTenant(world);
    const { secret } = await makeKey(world, tenant);
    const rows = await world.ownerSql`
      select * from audit_entries where tenant_id = ${uuidOf("ten", tenant.id)}`;
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(12, -6));
  });

  it("refuses metadata above 16 kB, a preset that does not exist, and two limits of one name", async () => {
    const tenant = await makeTenant(world);
    const rate = { kind: "rate" as const, limit: 1, window: "1m" as const };
    for (const [wish, field] of [
      [{ metadata: { blob: "x".repeat(17_000) } }, "metadata"],
      [{ scopes: ["superuser"] }, "scopes.0"],
      [{ limits: [rate, rate] }, "limits.1.name"],
      [{ expiresInDays: 1, expiresAt: "2027-01-01T00:00:00Z" }, "expiresAt"],
    ] as const) {
      const error = await refusal(makeKey(world, tenant, wish as object));
      expect(Object.keys(error.fields ?? {})).toContain(field);
    }
  });
});
