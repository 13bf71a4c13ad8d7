// The configurations in examples/proxies, each in the proxy that it is for: nginx wherever Debian's package can be had
// (.ci/run sees to it), the others where the program is installed.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type Proxied, type ProxyName, programOf, startProxy } from "../support/proxy.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

interface Manners {
  name: ProxyName;
  /** What a caller is told while Keyhold is away. */
  away: number;
  /** Whether a caller who is let through sees how its limits stand. */
  tellsLimits: boolean;
}

const PROXIES: Manners[] = [
  { name: "nginx", away: 503, tellsLimits: true },
  { name: "caddy", away: 503, tellsLimits: false },
  { name: "envoy", away: 503, tellsLimits: true },
  // It says 500, and there is no setting for it.
  { name: "traefik", away: 500, tellsLimits: false },
];

const SPOOFED = {
  "X-Client-Id": "somebody_else",
  "X-Tenant-Id": "ten_spoofed",
  "X-Key-Id": "key_spoofed",
  "X-Key-Name": "spoofed",
  "X-Key-Scopes": "spoofed:*",
  "X-Key-Environment": "spoofed",
  X_Client_Id: "somebody_else",
  "x-client-ID": "somebody_else",
};

const hourly: Limit[] = [
  { name: "hourly", kind: "rate", window: "1h", meter: "requests", limit: 12, burst: 0, onFailure: "closed" },
];

for (const { name, away, tellsLimits } of PROXIES) {
  const program = programOf(name);
  if (!program)
    process.stderr.write(`${name} is not installed here: examples/proxies/${name} is not tested.\n`);

  describe.skipIf(!program)(`behind ${name}`, () => {
    let world: TestWorld;
    let api: TestApi;
    let proxied: Proxied;
    let tenant: TenantRow;
    let stopped = false;

    const stopApi = async () => {
      if (!stopped) await api?.stop();
      stopped = true;
    };

    beforeAll(async () => {
      world = await testWorld();
      api = await testApi(world, { trustedProxies: ["127.0.0.0/8"] });
      tenant = await makeTenant(world);
      proxied = await startProxy(name, program as string, Number(new URL(api.url).port));
    });
    afterAll(async () => {
      await proxied?.stop();
      await stopApi();
      await world?.close();
    });

    const ask = async (path: string, key: string | null, more: RequestInit = {}) => {
      const headers = { ...(key && { "X-API-Key": key }), ...(more.headers as object) };
      const before = proxied.arrived.length;
      const answer = await fetch(proxied.url + path, { redirect: "manual", ...more, headers });
      const text = await answer.text();
      return { answer, text, arrived: proxied.arrived.slice(before) };
    };

    it("the app is told who calls by Keyhold alone, and never the key", async () => {
      for (const scopes of [["logs:read"], []]) {
        const { id, secret } = await makeKey(world, tenant, { name: "one key", scopes });
        const { answer, arrived } = await ask("/anything?page=2&cost=0", secret, {
          method: "POST",
          body: "a body",
          headers: SPOOFED,
        });
        expect([answer.status, arrived.length]).toEqual([200, 1]);
        const { path, headers } = arrived[0]!;
        expect(path).toBe("/anything?page=2&cost=0");
        expect(headers).toMatchObject({
          "x-client-id": tenant.clientId,
          "x-tenant-id": tenant.id,
          "x-key-id": id,
          "x-key-name": "one key",
          "x-key-environment": "live",
        });
        expect(headers["x-key-scopes"] || "").toBe(scopes.join(" "));
        expect(JSON.stringify(headers)).not.toMatch(/spoofed|somebody_else/);
        expect(JSON.stringify(headers)).not.toContain(secret);
      }
    });

    it("a refused caller gets Keyhold's own answer, and the app nothing", async () => {
      const { secret } = await makeKey(world, tenant, { scopes: ["logs:read"] });
      const { secret: elsewhere } = await makeKey(world, tenant, { ipAllow: ["203.0.113.7"] });
      const refusals: [number, string, Awaited<ReturnType<typeof ask>>][] = [
        [401, "unauthenticated", await ask("/", null, { headers: SPOOFED })],
        [401, "NOT_FOUND", await ask("/", "nobody-knows-this-key")],
        [401, "MALFORMED", await ask("/", `${secret}x`)],
        [403, "INSUFFICIENT_SCOPE", await ask("/logs/today", secret)],
        [403, "IP_NOT_ALLOWED", await ask("/", elsewhere, { headers: { "X-Real-Ip": "203.0.113.7" } })],
        [
          400,
          "malformed_request",
          await ask("/", secret, { headers: { authorization: "Bearer another-key" } }),
        ],
      ];
      for (const [status, code, { answer, text, arrived }] of refusals) {
        expect([answer.status, JSON.parse(text).code, arrived]).toEqual([status, code, []]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
        expect(JSON.parse(text).requestId).toBe(answer.headers.get("x-request-id"));
      }
    });

    it("429 says when to come back and how the limits stand; a location's cost is spent once", async () => {
      const key = await makeKey(world, tenant, { scopes: ["reports:read"], limits: hourly });
      const first = await ask("/reports/today?cost=0&scope=x", key.secret);
      expect([first.answer.status, first.arrived.length]).toEqual([200, 1]);
      expect(first.answer.headers.get("ratelimit")).toBe(tellsLimits ? '"hourly";r=2;t=3600' : null);
      const second = await ask("/reports/today", key.secret);
      expect([second.answer.status, second.arrived.length]).toEqual([429, 0]);
      expect(Object.fromEntries(second.answer.headers)).toMatchObject({
        "retry-after": expect.stringMatching(/^[1-9]\d*$/),
        ratelimit: expect.stringMatching(/^"hourly";r=2;t=\d+$/),
        "ratelimit-policy": '"hourly";q=12;w=3600',
        "x-ratelimit-limit": "12",
        "x-ratelimit-remaining": "2",
        "content-type": "application/problem+json",
      });
      expect(JSON.parse(second.text)).toMatchObject({ code: "RATE_LIMITED", status: 429 });
      expect((await ask("/any?cost=0", key.secret)).answer.status).toBe(200);
      expect((await ask("/", key.secret)).answer.status).toBe(200);
      expect((await ask("/", key.secret)).answer.status).toBe(429);
      await api.flush();
      const rows = await world.ownerSql`
        select outcome, count(*)::int as count from usage_events where key_id = ${uuidOf("key", key.id)}
        group by outcome order by outcome`;
      expect(Object.fromEntries(rows.map((row) => [row.outcome, row.count]))).toEqual({
        VALID: 3,
        RATE_LIMITED: 2,
      });
    });

    it("a path without a check needs no key", async () => {
      const { answer, arrived } = await ask("/health", null);
      expect([answer.status, arrived.length]).toEqual([200, 1]);
    });

    it("nothing goes through while Keyhold's database, or Keyhold itself, is away", async () => {
      const { secret } = await makeKey(world, tenant);
      expect((await ask("/", secret)).answer.status).toBe(200);
      const [{ database }] = await world.ownerSql<
        [{ database: string }]
      >`select current_database() as database`;
      await world.ownerSql.unsafe(`alter database "${database}" connection limit 0`);
      await world.ownerSql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where usename = 'keyhold_api' and datname = current_database()`;
      const unsure = await ask("/", "a-key-that-nobody-has-seen");
      await world.ownerSql.unsafe(`alter database "${database}" connection limit -1`);
      expect([unsure.answer.status, unsure.text, unsure.arrived]).toEqual([503, expect.any(String), []]);
      expect(unsure.answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
      expect(JSON.parse(unsure.text).code).toBe("unavailable");
      await stopApi();
      const lost = await ask("/", secret, { headers: SPOOFED });
      expect([lost.answer.status, lost.arrived]).toEqual([away, []]);
    });
  });
}
