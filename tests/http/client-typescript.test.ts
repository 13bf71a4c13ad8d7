// The TypeScript client against a real api: what it promises, and what its middleware does in each framework.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { makeKey } from "#tests/support/keys.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";
import { requireKey as requireKeyInExpress } from "../../clients/typescript/src/express.ts";
import { requireKey as requireKeyInFastify } from "../../clients/typescript/src/fastify.ts";
import { type KeyholdVariables, requireKey as requireKeyInHono } from "../../clients/typescript/src/hono.ts";
import {
  InvalidInputError,
  Keyhold,
  type KeyholdOptions,
  NotFoundError,
  UnauthenticatedError,
  UnavailableError,
  type Verdict,
} from "../../clients/typescript/src/index.ts";
import { withKey } from "../../clients/typescript/src/next.ts";
import { sealProviderKey } from "../../clients/typescript/src/seal.ts";

let world: TestWorld;
let api: TestApi;
let tenant: TenantRow;
let token: string;
const clients: Keyhold[] = [];
beforeAll(async () => {
  world = await testWorld();
  // The client lives in another program, with a clock of its own.
  world.clock.set(new Date());
  api = await testApi(world, { providerUrls: { openai: "http://127.0.0.1:1/v1" } });
  tenant = await makeTenant(world, { clientId: "acme_corp" });
  token = await makeServiceToken(world, { permissions: ["*"] });
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close().catch(() => {})));
  await api?.stop();
  await world?.close();
});

function clientOf(options: Partial<KeyholdOptions> = {}): Keyhold {
  const client = new Keyhold({ baseUrl: api.url, token, timeoutMs: 20_000, ...options });
  clients.push(client);
  return client;
}

describe("the client", () => {
  it("issues, verifies, rotates, finds and revokes a key", async () => {
    const keyhold = clientOf();
    const made = await keyhold.keys.create({
      tenant: "acme_corp",
      name: "analytics",
      scopes: ["logs:write"],
    });
    const verdict = await keyhold.verify({ key: made.secret, scopes: ["logs:write"] });
    expect(verdict).toMatchObject({ valid: true, keyId: made.id, tenant: { clientId: "acme_corp" } });
    const rotated = await keyhold.keys.rotate(made.id, { graceSeconds: 3_600 });
    expect(rotated.id).toBe(made.id);
    expect((await keyhold.keys.lookup(made.secret)).id).toBe(made.id);
    expect((await keyhold.keys.update(made.id, { name: "analytics 2" })).name).toBe("analytics 2");
    expect((await keyhold.keys.list({ q: "analytics 2" })).items.map(({ id }) => id)).toEqual([made.id]);
    await keyhold.keys.disable(made.id);
    expect((await keyhold.verify({ key: rotated.secret })).code).toBe("DISABLED");
    await keyhold.keys.enable(made.id);
    await keyhold.keys.revoke(made.id, { reason: "over" });
    const refused = await keyhold.verify({ key: rotated.secret });
    expect(refused).toMatchObject({ valid: false, code: "REVOKED", response: { status: 401 } });
    expect((await keyhold.tenants.get("acme_corp")).id).toBe(tenant.id);
  });

  it("makes one key however often a creation is repeated", async () => {
    const keyhold = clientOf();
    const input = { tenant: "acme_corp", name: "once" };
    const [a, b] = [
      await keyhold.keys.create(input, "same-key-0001"),
      await keyhold.keys.create(input, "same-key-0001"),
    ];
    expect(b).toEqual(a);
  });

  it("throws errors that name the kind and the fields, and never the secret", async () => {
    const keyhold = clientOf();
    const wrong = await keyhold.keys.create({ tenant: "acme_corp", name: "" }).catch((error) => error);
    expect(wrong).toBeInstanceOf(InvalidInputError);
    expect(Object.keys(wrong.fields)).toEqual(["name"]);
    await expect(keyhold.keys.get("key_00000000000000000000000000")).rejects.toBeInstanceOf(NotFoundError);
    const stranger = clientOf({ token: `${token.slice(0, -1)}x` });
    const refused = await stranger.verify({ key: "kh_live_x" }).catch((error) => error);
    expect(refused).toBeInstanceOf(UnauthenticatedError);
    expect(JSON.stringify(refused) + refused.stack).not.toContain(token.slice(8, 30));
    const nobody = clientOf({ baseUrl: "http://127.0.0.1:1", retries: 0 });
    await expect(nobody.verify({ key: "x" })).rejects.toBeInstanceOf(UnavailableError);
  });

  it("hands in provider keys that it sealed, has them tried, replaces and removes them", async () => {
    const { credentials } = clientOf();
    const own = { tenant: "acme_corp" };
    const target = { provider: "openai" } as const;
    const ends = async (id: string) => (await credentials.get(id, own)).last4;
    const entry = await sealProviderKey(
      await credentials.begin(own),
      target,
      "sk-proj-first-0123456789-AAAA",
    );
    const { id } = await credentials.add({ ...own, ...target, label: "main", ...entry });
    await expect.poll(() => ends(id), { timeout: 10_000 }).toBe("AAAA");
    expect((await credentials.check(id, own)).id).toBe(id);
    const again = await credentials.begin({ ...own, credentialId: id });
    await credentials.replace(id, {
      ...own,
      ...(await sealProviderKey(again, target, "sk-proj-second-0123456789-BBBB")),
    });
    await expect.poll(() => ends(id), { timeout: 10_000 }).toBe("BBBB");
    expect((await credentials.list(own)).items).toMatchObject([{ id, label: "main", provider: "openai" }]);
    expect((await credentials.remove(id, own)).removedAt).not.toBeNull();
    expect((await credentials.list(own)).items).toEqual([]);
    await expect(credentials.get(id, own)).rejects.toBeInstanceOf(NotFoundError);
  });

  it("sends usage in batches, counts each event once, and says what was not counted", async () => {
    const { id } = await makeKey(world, tenant, {});
    const rejected: string[] = [];
    const keyhold = clientOf({
      usage: {
        flushEveryMs: 60_000,
        onRejected: (results) => rejected.push(...results.map((one) => one.id)),
      },
    });
    for (let n = 0; n < 1_200; n += 1)
      keyhold.reportUsage({ keyId: id, meter: "patients", quantity: 1, id: `p-${n}` });
    keyhold.reportUsage({ keyId: id, meter: "patients", quantity: 1, id: "p-7" });
    keyhold.reportUsage({ keyId: id, meter: "patients", quantity: 2, id: "p-8" });
    await keyhold.flush();
    expect(rejected).toEqual(["p-8"]);
    await api.flush();
    const [sum] =
      await world.ownerSql`select sum(quantity)::int as sum from meter_quarter_hours where meter = 'patients'`;
    expect(sum?.sum).toBe(1_200);
  });
});

describe("the client's memory of answers", () => {
  it("admits without asking, forgets a revoked key at once, and counts what it admitted", async () => {
    const { id, secret } = await makeKey(world, tenant, {
      limits: [
        { name: "day", kind: "quota", window: "day", meter: "requests", limit: 1_000, onFailure: "closed" },
      ],
    });
    let asked = 0;
    const counting: typeof fetch = (input, init) => {
      if (String(input).endsWith("/verify")) asked += 1;
      return fetch(input, init);
    };
    const keyhold = clientOf({ fetch: counting, cache: { maxAgeMs: 60_000, share: 0.1 } });
    const isRemembered = async () => {
      const before = asked;
      await keyhold.verify({ key: secret, cost: 0 });
      return asked === before;
    };
    await expect.poll(isRemembered, { timeout: 20_000 }).toBe(true);
    const askedBefore = asked;
    for (let n = 0; n < 20; n += 1) expect((await keyhold.verify({ key: secret })).valid).toBe(true);
    expect(asked).toBe(askedBefore);
    await keyhold.flush();
    const { limits } = await api.verify({ key: secret, cost: 0 });
    expect(limits[0].remaining).toBe(980);
    const admin = await principalOf(world, { platformRole: "admin", tenant });
    await revokeKey.execute(world.deps, admin, { keyId: id, reason: "leaked" });
    await expect
      .poll(async () => (await keyhold.verify({ key: secret })).code, { timeout: 10_000 })
      .toBe("REVOKED");
  });
});

const rule = { scopes: ["logs:write"], resource: "POST /logs", whenUnavailable: "refuse" } as const;
const away = {
  verify: () => new Keyhold({ baseUrl: "http://127.0.0.1:1", token, retries: 0 }).verify({ key: "x" }),
};

type Fetch = (request: Request) => Promise<Response>;
type Guarded = Pick<Keyhold, "verify">;

/** Each framework as a function from request to response; the handler answers with the client id of the verdict. */
const FRAMEWORKS: Record<
  string,
  (keyhold: Guarded, whenUnavailable: "refuse" | "admit") => Promise<[Fetch, () => unknown]>
> = {
  async Express(keyhold, whenUnavailable) {
    const app = express();
    app.post("/logs", requireKeyInExpress(keyhold, { ...rule, whenUnavailable }), (_, response) => {
      const verdict = response.locals.keyhold as Verdict | null;
      response.json({ client: verdict?.tenant?.clientId ?? null });
    });
    const server = createServer(app).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    return [at((server.address() as AddressInfo).port), () => server.close()];
  },
  async Fastify(keyhold, whenUnavailable) {
    const app = fastify();
    app.post(
      "/logs",
      { preHandler: requireKeyInFastify(keyhold, { ...rule, whenUnavailable }) },
      (request) => ({
        client:
          (request as { keyhold?: { tenant?: { clientId: string } | null } | null }).keyhold?.tenant
            ?.clientId ?? null,
      }),
    );
    await app.listen({ port: 0, host: "127.0.0.1" });
    return [at((app.server.address() as AddressInfo).port), () => app.close()];
  },
  async Hono(keyhold, whenUnavailable) {
    const app = new Hono<{ Variables: KeyholdVariables }>();
    app.use("/logs", requireKeyInHono(keyhold, { ...rule, whenUnavailable }));
    app.post("/logs", (context) =>
      context.json({ client: context.get("keyhold")?.tenant?.clientId ?? null }),
    );
    return [async (request) => app.fetch(request), () => {}];
  },
  async "a route handler of Next"(keyhold, whenUnavailable) {
    const handler = withKey(keyhold, { ...rule, whenUnavailable }, (_request, _context: unknown, verdict) =>
      Response.json({ client: verdict?.tenant?.clientId ?? null }),
    );
    return [(request) => handler(request, {}), () => {}];
  },
};

const at =
  (port: number): Fetch =>
  (request) =>
    fetch(`http://127.0.0.1:${port}${new URL(request.url).pathname}`, {
      method: "POST",
      headers: request.headers,
    });

describe.each(Object.entries(FRAMEWORKS))("the middleware in %s", (_name, start) => {
  const call = (headers: Record<string, string>) =>
    new Request("http://shop.test/logs", { method: "POST", headers });

  it("admits a good key with what is left, and answers every other caller in Keyhold's words", async () => {
    const { secret } = await makeKey(world, tenant, {
      scopes: ["logs:write"],
      limits: [
        {
          name: "minute",
          kind: "rate",
          window: "1m",
          meter: "requests",
          limit: 2,
          burst: 0,
          onFailure: "local",
        },
      ],
    });
    const { secret: weak } = await makeKey(world, tenant, { scopes: ["logs:read"] });
    await api.verify({ key: secret, cost: 0 });
    const [ask, stop] = await start(clientOf(), "refuse");
    try {
      const good = await ask(call({ "x-api-key": secret }));
      expect(await good.json()).toEqual({ client: "acme_corp" });
      expect(good.headers.get("ratelimit")).toMatch(/^"minute";r=1;t=\d+$/);
      expect((await ask(call({ authorization: `Bearer ${secret}` }))).status).toBe(200);
      const limited = await ask(call({ "x-api-key": secret }));
      expect(limited.status).toBe(429);
      expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(limited.headers.get("content-type")).toContain("application/problem+json");
      const statuses = [
        {},
        { "x-api-key": "wrong" },
        { "x-api-key": weak },
        { "x-api-key": weak, authorization: "Bearer other" },
      ];
      const answers = await Promise.all(
        statuses.map((headers) => ask(call(headers as Record<string, string>))),
      );
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 400]);
      expect(answers[0]?.headers.get("www-authenticate")).toBe("Bearer");
      expect((await answers[2]!.json()).code).toBe("INSUFFICIENT_SCOPE");
    } finally {
      await stop();
    }
  });

  it.each([
    ["refuse", 503],
    ["admit", 200],
  ] as const)("does as it was told while Keyhold is away: %s", async (whenUnavailable, status) => {
    const [ask, stop] = await start(away, whenUnavailable);
    try {
      const answer = await ask(call({ "x-api-key": "kh_live_x" }));
      expect(answer.status).toBe(status);
      if (status === 200) expect(await answer.json()).toEqual({ client: null });
      else expect(answer.headers.get("retry-after")).toBe("1");
    } finally {
      await stop();
    }
  });

  it("lets nobody in with a wrong service token", async () => {
    const [ask, stop] = await start(clientOf({ token: "kh_svc_wrong" }), "admit");
    try {
      const answer = await ask(call({ "x-api-key": "kh_live_x" })).catch(() => null);
      expect(answer?.status ?? 500).toBe(500);
    } finally {
      await stop();
    }
  });
});
