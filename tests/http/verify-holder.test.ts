// What the holder of a key is told: by way of a proxy, and when asking with the key itself.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateToken } from "#lib/crypto/token.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let proxied: TestApi;
let tenant: TenantRow;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  proxied = await testApi(world, { trustedProxies: ["127.0.0.0/8"] });
  tenant = await makeTenant(world);
});
afterAll(async () => {
  await api?.stop();
  await proxied?.stop();
  await world?.close();
});

const limits: Limit[] = [
  { name: "minute", kind: "rate", window: "1m", meter: "requests", limit: 3, burst: 0, onFailure: "local" },
  { name: "monthly", kind: "quota", window: "month", meter: "requests", limit: 100, onFailure: "local" },
];

describe("/v1/authorize", () => {
  it("says with any method whose key it is, and how its limits stand", async () => {
    const key = await makeKey(world, tenant, {
      name: "Müller & Söhne 100%",
      scopes: ["logs:write", "users:read"],
      limits,
      environment: "test",
    });
    for (const [index, method] of ["GET", "POST", "PURGE"].entries()) {
      const answer = await api.send(method, "/v1/authorize?scope=logs:write&scope=users:read", {
        headers: { "x-api-key": key.secret },
      });
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "x-client-id": tenant.clientId,
        "x-tenant-id": tenant.id,
        "x-key-id": key.id,
        "x-key-name": "M%C3%BCller & S%C3%B6hne 100%25",
        "x-key-scopes": "logs:write users:read",
        "x-key-environment": "test",
        "ratelimit-policy": '"minute";q=3;w=60, "monthly";q=100;w=2678400',
        ratelimit: `"minute";r=${2 - index};t=60, "monthly";r=${99 - index};t=1857600`,
        "x-ratelimit-limit": "3",
        "x-ratelimit-remaining": String(2 - index),
        "x-ratelimit-reset": "60",
      });
      expect(answer.text).toBe("");
    }
    const refused = await api.send("DELETE", "/v1/authorize", { bearer: key.secret });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(refused.body).toMatchObject({
      code: "RATE_LIMITED",
      requestId: refused.headers.get("x-request-id"),
    });
  });

  it("gives each refusal its status", async () => {
    const key = await makeKey(world, tenant, { scopes: ["logs:read"] });
    const revoked = await makeKey(world, tenant);
    const staff = await principalOf(world, { tenant, platformRole: "admin" });
    await revokeKey.execute(world.deps, staff, { keyId: revoked.id });
    const statusOf = async (bearer: string | undefined, query = "") =>
      (await api.send("GET", `/v1/authorize${query}`, { bearer })).status;
    expect(await statusOf(key.secret)).toBe(200);
    expect(await statusOf(key.secret, "?scope=logs:read&scope=logs:write")).toBe(403);
    expect(await statusOf(undefined)).toBe(401);
    expect(await statusOf(generateToken("kh", "live"))).toBe(401);
    expect(await statusOf(`${key.secret}x`)).toBe(401);
    expect(await statusOf(revoked.secret)).toBe(401);
    const unknown = await api.send("GET", "/v1/authorize", { bearer: "nobody-knows-this-key" });
    expect(unknown.headers.get("www-authenticate")).toBe("Bearer");
  });

  it("refuses a query that it does not understand, and a key in it", async () => {
    const { secret } = await makeKey(world, tenant);
    for (const query of ["cost=-1", "cost=x", "cost=1&cost=2", "scopes=a:b", "cost="]) {
      const answer = await api.send("GET", `/v1/authorize?${query}`, { bearer: secret });
      expect(answer.status).toBe(422);
      expect(Object.keys(answer.body.fields)).toEqual([query.split("=")[0]]);
    }
    const answer = await api.send("GET", `/v1/authorize?api_key=${secret}`);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(secret);
    const both = { bearer: secret, headers: { "x-api-key": "another-key-altogether" } };
    expect((await api.send("GET", "/v1/authorize", both)).status).toBe(400);
  });

  it("spends its cost, and nothing at cost 0", async () => {
    const { secret } = await makeKey(world, tenant, { limits });
    const remaining = async (cost: number) =>
      (await api.send("GET", `/v1/authorize?cost=${cost}`, { bearer: secret })).headers.get(
        "x-ratelimit-remaining",
      );
    expect([await remaining(0), await remaining(2), await remaining(0)]).toEqual(["3", "1", "1"]);
  });

  it("believes X-Forwarded-For from trusted proxies alone, the right-most hop that is none", async () => {
    const { secret } = await makeKey(world, tenant, { ipAllow: ["203.0.113.7"] });
    const statusAt = async (at: TestApi, forwarded: string) =>
      (
        await at.send("GET", "/v1/authorize", {
          bearer: secret,
          headers: { "x-forwarded-for": forwarded },
        })
      ).status;
    expect(await statusAt(api, "203.0.113.7")).toBe(403);
    expect(await statusAt(proxied, "203.0.113.7")).toBe(200);
    expect(await statusAt(proxied, "198.51.100.1, 203.0.113.7")).toBe(200);
    expect(await statusAt(proxied, "198.51.100.1, 203.0.113.7, 127.0.0.9")).toBe(200);
    expect(await statusAt(proxied, "203.0.113.7, 198.51.100.1")).toBe(403);
    expect(await statusAt(proxied, "203.0.113.7, unknown")).toBe(403);
  });
});

describe("GET /v1/me", () => {
  it("tells a key what it is, may still do, and has used, and spends nothing", async () => {
    const key = await makeKey(world, tenant, { name: "analytics", scopes: ["logs:write"], limits });
    await api.verify({ key: key.secret, cost: 2, units: { patients: 7 } });
    await api.verify({ key: key.secret, cost: 5 });
    await api.flush();
    for (let time = 0; time < 2; time += 1) {
      const answer = await api.send("GET", "/v1/me", { bearer: key.secret });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("ratelimit")).toContain('"minute";r=1');
      expect(answer.body).toEqual({
        keyId: key.id,
        name: "analytics",
        clientId: tenant.clientId,
        environment: "live",
        scopes: ["logs:write"],
        expiresAt: key.expiresAt,
        limits: [
          { name: "minute", kind: "rate", meter: "requests", limit: 3, remaining: 1, resetMs: 60_000 },
          expect.objectContaining({ name: "monthly", remaining: 98 }),
        ],
        perRequest: key.perRequest,
        usage: { today: { requests: 2, patients: 7 }, month: { requests: 2, patients: 7 } },
      });
    }
  });

  it("counts today and this month by the calendar, in UTC", async () => {
    const start = world.clock.now();
    const { secret } = await makeKey(world, tenant);
    await api.verify({ key: secret, cost: 2 });
    world.clock.set(new Date("2026-03-11T00:00:00Z"));
    await api.verify({ key: secret, cost: 3 });
    await api.flush();
    const usage = async () => (await api.send("GET", "/v1/me", { bearer: secret })).body.usage;
    expect(await usage()).toEqual({ today: { requests: 3 }, month: { requests: 5 } });
    world.clock.set(new Date("2026-04-01T00:00:00Z"));
    expect(await usage()).toEqual({ today: { requests: 0 }, month: { requests: 0 } });
    world.clock.set(start);
  });

  it("answers a key that is no good as /v1/authorize does", async () => {
    expect((await api.send("GET", "/v1/me")).status).toBe(401);
    const answer = await api.send("GET", "/v1/me", { bearer: generateToken("kh", "live") });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: "NOT_FOUND" });
  });
});
