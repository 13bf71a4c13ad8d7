// What a refused call leaves behind: nothing. And what a request must look like to be answered at all.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Limit } from "#lib/shared/limits.ts";
import { type Answer, makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let tenant: TenantRow;
let token: string;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  tenant = await makeTenant(world);
  token = await makeServiceToken(world);
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const limits: Limit[] = [
  { name: "minute", kind: "rate", window: "1m", meter: "requests", limit: 10, burst: 0, onFailure: "local" },
  { name: "daily", kind: "quota", window: "day", meter: "requests", limit: 5, onFailure: "local" },
  { name: "patients", kind: "quota", window: "month", meter: "patients", limit: 60, onFailure: "local" },
];

const remainingOf = ({ remaining }: { remaining: number }) => remaining;

describe("limits of one call", () => {
  it("are spent all together or not at all", async () => {
    const { secret } = await makeKey(world, tenant, { limits, perRequest: { patients: 50 } });
    const left = async () => (await api.verify({ key: secret, cost: 0 })).limits.map(remainingOf);
    expect(await left()).toEqual([10, 5, 60]);
    expect((await api.verify({ key: secret, cost: 2, units: { patients: 50 } })).code).toBe("VALID");
    expect(await left()).toEqual([8, 3, 10]);
    const refused = await api.verify({ key: secret, units: { patients: 11 } });
    expect(refused.code).toBe("QUOTA_EXCEEDED");
    expect(refused.limits.map(remainingOf)).toEqual([8, 3, 10]);
    expect((await api.verify({ key: secret, cost: 4 })).code).toBe("QUOTA_EXCEEDED");
    expect((await api.verify({ key: secret, cost: 9 })).code).toBe("QUOTA_EXCEEDED");
    expect(await left()).toEqual([8, 3, 10]);
  });

  it("stay untouched when the call is refused for anything else", async () => {
    const { secret } = await makeKey(world, tenant, {
      limits,
      scopes: ["logs:read"],
      ipAllow: ["203.0.113.7"],
      perRequest: { patients: 50 },
    });
    const ip = "203.0.113.7";
    expect((await api.verify({ key: secret })).code).toBe("IP_NOT_ALLOWED");
    expect((await api.verify({ key: secret, ip, scopes: ["logs:write"] })).code).toBe("INSUFFICIENT_SCOPE");
    expect((await api.verify({ key: secret, ip, units: { patients: 51 } })).code).toBe("UNITS_EXCEED_MAX");
    const { limits: states } = await api.verify({ key: secret, ip, cost: 0 });
    expect(states.map(remainingOf)).toEqual([10, 5, 60]);
  });

  it("hold when many calls come at once, over two processes", async () => {
    const { secret } = await makeKey(world, tenant, { limits: [{ ...limits[0], limit: 25 } as Limit] });
    const second = await testApi(world);
    try {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => (index % 2 ? api : second).verify({ key: secret }, token)),
      );
      expect(answers.filter(({ valid }) => valid)).toHaveLength(25);
      expect(answers.filter(({ code }) => code === "RATE_LIMITED")).toHaveLength(75);
    } finally {
      await second.stop();
    }
  });

  it("run on the database's clock when no other is given", async () => {
    const { secret } = await makeKey(world, tenant, { limits: [{ ...limits[0], limit: 1 } as Limit] });
    const real = await testApi(world, { databaseClock: true });
    try {
      expect((await real.verify({ key: secret })).code).toBe("VALID");
      const refused = await real.verify({ key: secret });
      expect(refused.code).toBe("RATE_LIMITED");
      expect(refused.limits[0]?.resetMs).toBeGreaterThan(50_000);
      expect(refused.limits[0]?.resetMs).toBeLessThanOrEqual(60_000);
    } finally {
      await real.stop();
    }
  });
});

describe("a chosen secret under a slow hash", () => {
  it("is recognised, and a wrong one is not", async () => {
    const secret = "DEMO_MILMED_2025_50_PATIENTS";
    const key = await makeKey(world, tenant, { secret, demo: true });
    expect(await api.verify({ key: secret })).toMatchObject({ code: "VALID", keyId: key.id, demo: true });
    expect((await api.verify({ key: secret })).code).toBe("VALID");
    expect((await api.verify({ key: `${secret}x` })).code).toBe("NOT_FOUND");
  });
});

describe("a request to verify", () => {
  const post = (options: Parameters<TestApi["send"]>[2]) => api.send("POST", "/v1/keys/verify", options);
  const problemOf = ({ status, headers, body }: Answer) => {
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({ status, requestId: headers.get("x-request-id") });
    return body;
  };

  it("needs a service token that works", async () => {
    const { secret } = await makeKey(world, tenant);
    for (const bearer of [undefined, "nonsense", secret, `${token.slice(0, -1)}!`]) {
      const answer = await post({ bearer, body: { key: secret } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(problemOf(answer).code).toBe("unauthenticated");
    }
  });

  it("needs the permission keys:verify, which * includes", async () => {
    const { secret } = await makeKey(world, tenant);
    const reader = await makeServiceToken(world, { permissions: ["keys:read"] });
    const answer = await post({ bearer: reader, body: { key: secret } });
    expect(answer.status).toBe(403);
    expect(problemOf(answer).code).toBe("forbidden");
    const all = await makeServiceToken(world, { permissions: ["*"] });
    expect((await post({ bearer: all, body: { key: secret } })).status).toBe(200);
  });

  it("is refused with the names of the fields that are wrong or not known", async () => {
    const wrong: [body: unknown, ...fields: string[]][] = [
      [{ key: "x", colour: "red", more: 1 }, "colour", "more"],
      [{}, "key"],
      [{ key: 5 }, "key"],
      [{ key: "x", cost: -1 }, "cost"],
      [{ key: "x", cost: 1.5 }, "cost"],
      [{ key: "x", cost: 1e30 }, "cost"],
      [{ key: "x", units: { patients: -1 } }, "units.patients"],
      [{ key: "x", units: { requests: 1 } }, "units"],
      [{ key: "x", ip: "300.1.1.1" }, "ip"],
      [{ key: "x", scopes: "logs:write" }, "scopes"],
      [[], "body"],
      [null, "body"],
    ];
    for (const [body, ...fields] of wrong) {
      const answer = await post({ bearer: token, body: JSON.stringify(body), headers: jsonType });
      expect(answer.status).toBe(422);
      const problem = problemOf(answer);
      expect(problem.code).toBe("invalid_input");
      expect(Object.keys(problem.fields).sort()).toEqual(fields.sort());
    }
  });

  const jsonType = { "content-type": "application/json" };

  it("must be JSON, of at most 1 MiB", async () => {
    const statusOf = async (body: string, headers: Record<string, string> = jsonType) =>
      (await post({ bearer: token, body, headers })).status;
    expect(await statusOf("{not json")).toBe(400);
    expect(await statusOf("")).toBe(400);
    expect(await statusOf("{}", { "content-type": "text/plain" })).toBe(415);
    expect(await statusOf(JSON.stringify({ key: "x".repeat(1024 * 1024) }))).toBe(413);
  });

  it("must not carry a key in its query string, or two different ones", async () => {
    const { secret } = await makeKey(world, tenant);
    const inQuery = await api.send("POST", `/v1/keys/verify?key=${secret}`, { bearer: token, body: {} });
    expect(inQuery.status).toBe(400);
    expect(problemOf(inQuery).detail).toContain("query string");
    const two = await post({ bearer: token, headers: { "x-api-key": secret }, body: {} });
    expect(two.status).toBe(400);
  });
});

describe("the api", () => {
  it("gives every answer a request id of its own", async () => {
    const ids = new Set<string>();
    for (const [method, path] of [
      ["GET", "/healthz"],
      ["GET", "/nowhere"],
      ["PUT", "/v1/me"],
      ["OPTIONS", "/v1/me"],
      ["HEAD", "/healthz"],
    ] as const) {
      const id = (await api.send(method, path)).headers.get("x-request-id");
      expect(id).toMatch(/^req_/);
      ids.add(id as string);
    }
    expect(ids.size).toBe(5);
  });

  it("tells an unknown path from a known one under another method", async () => {
    expect((await api.send("GET", "/v1/nowhere")).status).toBe(404);
    const wrong = await api.send("PUT", "/v1/me");
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect((await api.send("GET", "/v1/keys/verify")).status).toBe(405);
    const options = await api.send("OPTIONS", "/v1/keys/verify");
    expect([options.status, options.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });

  it("is alive, ready, and counts what it does", async () => {
    expect((await api.send("GET", "/healthz")).body).toEqual({ status: "ok" });
    expect((await api.send("GET", "/readyz")).status).toBe(200);
    await api.verify({ key: "nobody-knows-this-key" });
    const metrics = (await api.send("GET", "/metrics")).text;
    expect(metrics).toMatch(/keyhold_verifications_total\{[^}]*outcome="NOT_FOUND"[^}]*\} [1-9]/);
    expect(metrics).toContain('route="/v1/keys/verify"');
  });

  it("answers HEAD as GET without the body", async () => {
    const head = await api.send("HEAD", "/healthz");
    expect([head.status, head.headers.get("content-length"), head.text]).toEqual([200, "15", ""]);
  });
});
