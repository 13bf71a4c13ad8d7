// Walks every code of the verification table, over HTTP, against real Postgres, with a clock that stands still.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateToken } from "#lib/crypto/token.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let tenant: TenantRow;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  tenant = await makeTenant(world);
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const staff = (of = tenant) => principalOf(world, { tenant: of, platformRole: "admin" });
const perMinute = (limit: number, more: Partial<Limit> = {}) =>
  ({ name: "minute", kind: "rate", window: "1m", meter: "requests", limit, ...more }) as Limit;

describe("POST /v1/keys/verify", () => {
  it("answers VALID with everything about the key and its limits", async () => {
    const key = await makeKey(world, tenant, {
      name: "analytics",
      scopes: ["logs:write"],
      metadata: { team: "data" },
      limits: [perMinute(100)],
    });
    const answer = await api.verify({ key: key.secret, scopes: ["logs:write"] });
    expect(answer).toEqual({
      valid: true,
      code: "VALID",
      status: 200,
      requestId: expect.stringMatching(/^req_[0-9a-z]{26}$/),
      keyId: key.id,
      secretId: expect.stringMatching(/^sec_/),
      name: "analytics",
      environment: "live",
      tenant: { id: tenant.id, clientId: tenant.clientId, name: tenant.name },
      scopes: ["logs:write"],
      metadata: { team: "data" },
      expiresAt: key.expiresAt,
      demo: false,
      legacy: false,
      limits: [
        { name: "minute", kind: "rate", meter: "requests", limit: 100, remaining: 99, resetMs: 60_000 },
      ],
      response: null,
    });
  });

  it("answers MALFORMED for a wrong checksum, for nothing, and for what no key is as long as", async () => {
    const { secret } = await makeKey(world, tenant);
    for (const key of [`${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`, "", "x".repeat(513)]) {
      const answer = await api.verify({ key });
      expect(answer).toMatchObject({
        valid: false,
        code: "MALFORMED",
        status: 401,
        keyId: null,
        tenant: null,
      });
      expect(answer.response).toMatchObject({
        status: 401,
        headers: { "WWW-Authenticate": "Bearer", "Content-Type": "application/problem+json" },
        body: {
          type: `${world.deps.publicUrl}/docs/errors/MALFORMED`,
          ...{ status: 401, code: "MALFORMED", requestId: answer.requestId },
        },
      });
    }
  });

  it("answers NOT_FOUND for well-formed and for foreign keys that nobody issued", async () => {
    for (const key of [generateToken("kh", "live"), generateToken("kh", "svc"), "sk-somebody-elses-key"]) {
      const answer = await api.verify({ key });
      expect(answer).toMatchObject({ code: "NOT_FOUND", status: 401, keyId: null, limits: [] });
      expect(answer.response).toMatchObject({ status: 401, headers: { "WWW-Authenticate": "Bearer" } });
    }
  });

  it("answers NOT_FOUND to a tenant's token for a key of another tenant, exactly as for no key", async () => {
    const other = await makeTenant(world);
    const theirs = await makeKey(world, other);
    const token = await makeServiceToken(world, { tenant });
    const foreign = await api.verify({ key: theirs.secret }, token);
    const unknown = await api.verify({ key: generateToken("kh", "live") }, token);
    expect(foreign.code).toBe("NOT_FOUND");
    const without = ({ requestId, ...rest }: typeof foreign) =>
      JSON.stringify(rest).replaceAll(requestId, "req");
    expect(without(foreign)).toBe(without(unknown));
    const own = await makeKey(world, tenant);
    expect((await api.verify({ key: own.secret }, token)).code).toBe("VALID");
  });

  it("answers REVOKED at once", async () => {
    const key = await makeKey(world, tenant);
    expect((await api.verify({ key: key.secret })).code).toBe("VALID");
    await revokeKey.execute(world.deps, await staff(), { keyId: key.id });
    expect(await api.verify({ key: key.secret })).toMatchObject({
      code: "REVOKED",
      status: 401,
      keyId: key.id,
      response: { status: 401, headers: { "WWW-Authenticate": "Bearer" } },
    });
  });

  it("answers DISABLED while a key is switched off", async () => {
    const key = await makeKey(world, tenant);
    await disableKey.execute(world.deps, await staff(), { keyId: key.id });
    expect(await api.verify({ key: key.secret })).toMatchObject({ code: "DISABLED", status: 401 });
  });

  it("answers EXPIRED from the moment of expiry on, and not a millisecond before", async () => {
    const start = world.clock.now();
    const key = await makeKey(world, tenant, { expiresInDays: 1 });
    world.clock.set(new Date(new Date(key.expiresAt as string).getTime() - 1));
    expect((await api.verify({ key: key.secret })).code).toBe("VALID");
    world.clock.advance(1);
    expect(await api.verify({ key: key.secret })).toMatchObject({ code: "EXPIRED", status: 401 });
    world.clock.set(start);
  });

  it("answers EXPIRED for a replaced secret once the overlap is over, while the new one works", async () => {
    const start = world.clock.now();
    const key = await makeKey(world, tenant);
    const next = await rotateKey.execute(world.deps, await staff(), { keyId: key.id, graceSeconds: 60 });
    const [before, after] = [await api.verify({ key: key.secret }), await api.verify({ key: next.secret })];
    expect([before.code, after.code]).toEqual(["VALID", "VALID"]);
    expect(before.keyId).toBe(after.keyId);
    expect(before.secretId).not.toBe(after.secretId);
    world.clock.advance(60_000);
    expect((await api.verify({ key: key.secret })).code).toBe("EXPIRED");
    expect((await api.verify({ key: next.secret })).code).toBe("VALID");
    world.clock.set(start);
  });

  it("answers TENANT_SUSPENDED", async () => {
    const other = await makeTenant(world);
    const key = await makeKey(world, other);
    await suspendTenant.execute(world.deps, await staff(other), { reason: "unpaid" });
    expect(await api.verify({ key: key.secret })).toMatchObject({ code: "TENANT_SUSPENDED", status: 403 });
  });

  it("answers IP_NOT_ALLOWED for an address outside the list, and for none", async () => {
    const key = await makeKey(world, tenant, { ipAllow: ["203.0.113.0/24", "2001:db8::/32"] });
    const codeFor = async (ip?: string) => (await api.verify({ key: key.secret, ip })).code;
    expect(await codeFor("203.0.113.7")).toBe("VALID");
    expect(await codeFor("::ffff:203.0.113.7")).toBe("VALID");
    expect(await codeFor("2001:db8::7")).toBe("VALID");
    expect(await codeFor("203.0.114.7")).toBe("IP_NOT_ALLOWED");
    expect(await codeFor("2001:db9::7")).toBe("IP_NOT_ALLOWED");
    expect(await codeFor()).toBe("IP_NOT_ALLOWED");
    expect(await api.verify({ key: key.secret })).toMatchObject({ status: 403, response: { status: 403 } });
  });

  it("answers INSUFFICIENT_SCOPE unless every scope is held", async () => {
    const key = await makeKey(world, tenant, { scopes: ["logs:*", "users:read"] });
    const codeFor = async (...scopes: string[]) => (await api.verify({ key: key.secret, scopes })).code;
    expect(await codeFor("logs:write", "users:read")).toBe("VALID");
    expect(await codeFor("logs:write", "users:write")).toBe("INSUFFICIENT_SCOPE");
    const none = await makeKey(world, tenant, { scopes: [] });
    const answer = await api.verify({ key: none.secret, scopes: ["logs:read"] });
    expect(answer).toMatchObject({ code: "INSUFFICIENT_SCOPE", status: 403 });
    expect(answer.response?.body.detail).toContain("logs:read");
  });

  it("answers UNITS_EXCEED_MAX for more of a meter than one call may ask for", async () => {
    const key = await makeKey(world, tenant, { perRequest: { patients: 50 } });
    expect((await api.verify({ key: key.secret, units: { patients: 50 } })).code).toBe("VALID");
    const answer = await api.verify({ key: key.secret, units: { patients: 51 } });
    expect(answer).toMatchObject({ code: "UNITS_EXCEED_MAX", status: 403, response: { status: 403 } });
  });

  it("answers RATE_LIMITED with when to come back, and admits again then", async () => {
    const start = world.clock.now();
    const key = await makeKey(world, tenant, { limits: [perMinute(2)] });
    await api.verify({ key: key.secret });
    world.clock.advance(19_500);
    await api.verify({ key: key.secret });
    const refused = await api.verify({ key: key.secret });
    expect(refused).toMatchObject({
      code: "RATE_LIMITED",
      status: 429,
      limits: [{ name: "minute", remaining: 0, resetMs: 40_500 }],
    });
    expect(refused.response?.headers).toMatchObject({
      "Retry-After": "41",
      RateLimit: '"minute";r=0;t=41',
      "RateLimit-Policy": '"minute";q=2;w=60',
      "X-RateLimit-Limit": "2",
      "X-RateLimit-Remaining": "0",
      "X-RateLimit-Reset": "41",
    });
    world.clock.advance(40_500);
    expect((await api.verify({ key: key.secret })).code).toBe("VALID");
    world.clock.set(start);
  });

  it("answers QUOTA_EXCEEDED until the calendar's next day, in UTC", async () => {
    const start = world.clock.now();
    const limits: Limit[] = [
      { name: "daily", kind: "quota", window: "day", meter: "requests", limit: 1, onFailure: "local" },
    ];
    const key = await makeKey(world, tenant, { limits });
    await api.verify({ key: key.secret });
    const refused = await api.verify({ key: key.secret });
    expect(refused).toMatchObject({
      code: "QUOTA_EXCEEDED",
      status: 429,
      limits: [{ resetMs: 12 * 3_600_000 }],
      response: { headers: { "Retry-After": String(12 * 3_600) } },
    });
    world.clock.set(new Date("2026-03-10T23:59:59.999Z"));
    expect((await api.verify({ key: key.secret })).code).toBe("QUOTA_EXCEEDED");
    world.clock.advance(1);
    expect((await api.verify({ key: key.secret })).code).toBe("VALID");
    world.clock.set(start);
  });

  it("answers by each limit's own policy when the counters are away", async () => {
    const keys = {
      closed: await makeKey(world, tenant, { limits: [perMinute(1, { onFailure: "closed" })] }),
      local: await makeKey(world, tenant, { limits: [perMinute(1, { onFailure: "local" })] }),
      open: await makeKey(world, tenant, { limits: [perMinute(1, { onFailure: "open" })] }),
    };
    const codesOf = async ({ secret }: { secret: string }) => [
      (await api.verify({ key: secret })).code,
      (await api.verify({ key: secret })).code,
    ];
    await world.ownerSql.unsafe("alter table limit_counters rename to limit_counters_away");
    try {
      expect(await codesOf(keys.closed)).toEqual(["LIMITER_UNAVAILABLE", "LIMITER_UNAVAILABLE"]);
      expect(await codesOf(keys.local)).toEqual(["VALID", "RATE_LIMITED"]);
      expect(await codesOf(keys.open)).toEqual(["VALID", "VALID"]);
      const answer = await api.verify({ key: keys.closed.secret });
      expect(answer).toMatchObject({
        status: 503,
        response: { status: 503, headers: { "Retry-After": "1" } },
      });
      const marked = await api.send("GET", "/v1/authorize", { bearer: keys.open.secret });
      expect(marked.headers.get("x-keyhold-limiter")).toBe("open");
    } finally {
      await world.ownerSql.unsafe("alter table limit_counters_away rename to limit_counters");
    }
    expect((await api.verify({ key: keys.closed.secret })).code).toBe("VALID");
  });
});
