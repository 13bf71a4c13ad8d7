// The configurations in examples/proxies, each in the proxy that it is for: nginx and Caddy wherever Debian's packages
// can be had (.ci/run sees to it), Envoy wherever PyPI's can, Traefik where it is installed.
import { once } from "node:events";
import { request } from "node:http";
import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { postOverHttp2 } from "../support/http2.ts";
import { makeKey } from "../support/keys.ts";
import { type Proxied, type ProxyName, programOf, startProxy } from "../support/proxy.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

interface Manners {
  name: ProxyName;
  /** What a caller is told while Keyhold is away, or does not answer. */
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

const MEGABYTE = "x".repeat(1024 * 1024);
const SECOND_MS = 1_000;

for (const { name, away, tellsLimits } of PROXIES) {
  describe(`behind ${name}`, () => {
    let missing: string | null = null;
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
      const program = await programOf(name);
      if (typeof program !== "string") {
        missing = program.missing;
        process.stderr.write(`examples/proxies/${name} is not tested: ${missing}\n`);
        return;
      }
      world = await testWorld();
      api = await testApi(world, { trustedProxies: ["127.0.0.0/8"] });
      tenant = await makeTenant(world);
      proxied = await startProxy(name, program, Number(new URL(api.url).port));
    }, 300 * SECOND_MS);
    beforeEach(({ skip }) => {
      if (missing !== null) skip(missing);
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
        select outcome, resource from usage_events where key_id = ${uuidOf("key", key.id)}
        order by outcome, resource collate "C"`;
      expect(rows.map((row) => [row.outcome, row.resource])).toEqual([
        ["RATE_LIMITED", "GET /"],
        ["RATE_LIMITED", "GET /reports/today"],
        ["VALID", "GET /"],
        ["VALID", "GET /any"],
        ["VALID", "GET /reports/today"],
      ]);
    });

    it("a path that is spelled otherwise needs what it needs", async () => {
      const { secret } = await makeKey(world, tenant, { scopes: ["reports:read"] });
      const port = Number(new URL(proxied.url).port);
      const before = proxied.arrived.length;
      for (const path of [
        "//logs/today",
        "/%6cogs/today",
        "/reports/../logs/today",
        "/reports/%2e%2e/logs/today",
        "/logs%2ftoday",
        "/health/../logs/today",
        "/./logs/today",
      ]) {
        const asked = request({ port, host: "127.0.0.1", path, headers: { "X-API-Key": secret } }).end();
        const [answer] = await once(asked, "response");
        answer.resume();
        expect([path, answer.statusCode >= 300 && answer.statusCode < 500]).toEqual([path, true]);
      }
      expect(proxied.arrived.slice(before)).toEqual([]);
    });

    it("a megabyte arrives whole, over HTTP/1.1 and HTTP/2, and stops at the door when it is refused", async () => {
      const { id, secret } = await makeKey(world, tenant, { limits: hourly });
      const first = await ask("/", secret, { method: "POST", body: MEGABYTE });
      expect([first.answer.status, first.arrived[0]?.bytes]).toEqual([200, MEGABYTE.length]);
      const refused = await ask("/", `${secret}x`, { method: "POST", body: MEGABYTE });
      expect([refused.answer.status, refused.arrived]).toEqual([401, []]);

      const spoofed = { "x-client-id": "somebody_else", "x-key-scopes": "spoofed:*" };
      const post = (path: string, key: string) =>
        postOverHttp2(proxied.http2Url, path, { "x-api-key": key, ...spoofed }, MEGABYTE);
      const before = proxied.arrived.length;
      expect(await post("/any?page=2", secret)).toMatchObject({ status: 200, text: "served" });
      const { path, bytes, headers } = proxied.arrived[before]!;
      expect([path, bytes]).toEqual(["/any?page=2", MEGABYTE.length]);
      expect(headers).toMatchObject({ "x-client-id": tenant.clientId, "x-key-id": id });
      expect(headers["x-key-scopes"] || "").toBe("");
      const { status, headers: told, text } = await post("/any", `${secret}x`);
      expect([status, told["www-authenticate"], JSON.parse(text).code]).toEqual([401, "Bearer", "MALFORMED"]);
      expect(proxied.arrived.length).toBe(before + 1);
    });

    it("429 has its headers over HTTP/2", async () => {
      const key = await makeKey(world, tenant, { scopes: ["reports:read"], limits: hourly });
      const post = () => postOverHttp2(proxied.http2Url, "/reports/", { "x-api-key": key.secret }, "");
      expect((await post()).status).toBe(200);
      const { status, headers, text } = await post();
      expect([status, JSON.parse(text).code]).toEqual([429, "RATE_LIMITED"]);
      expect(headers).toMatchObject({
        "retry-after": expect.stringMatching(/^[1-9]\d*$/),
        ratelimit: expect.stringMatching(/^"hourly";r=2;t=\d+$/),
        "ratelimit-policy": '"hourly";q=12;w=3600',
        "x-ratelimit-remaining": "2",
        "content-type": "application/problem+json",
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

    it("a Keyhold that takes calls and does not answer lets nothing through, and holds nobody up for long", {
      timeout: 60 * SECOND_MS,
    }, async () => {
      await stopApi();
      const taken: Socket[] = [];
      const silent = createServer((socket) => void taken.push(socket));
      silent.listen(Number(new URL(api.url).port), "127.0.0.1");
      await once(silent, "listening");
      try {
        const { answer, text, arrived } = await ask("/", "any-key", { headers: SPOOFED });
        expect([answer.status, taken.length > 0, arrived]).toEqual([away, true, []]);
        if (away === 503) {
          expect(answer.headers.get("retry-after")).toBe("1");
          expect(JSON.parse(text).code).toBe("unavailable");
        }
      } finally {
        for (const socket of taken) socket.destroy();
        silent.close();
      }
    });
  });
}
