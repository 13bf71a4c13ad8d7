// Who knocks with what: every refused secret is classed and counted exactly once, in a bounded number of rows, and none
// of it is kept but a fingerprint.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "#lib/core/clock.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import { listUnknownKeys } from "#lib/unknown-keys/list-unknown-keys.ts";
import { sweepUnknownKeys } from "#lib/unknown-keys/sweep-unknown-keys.ts";
import type { UnknownKeyView } from "#lib/unknown-keys/view.ts";
import { NO_KEY, type UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { leaksIn } from "../support/leaks.ts";
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

const staff = () => principalOf(world, { platformRole: "support" });

/** Everything of which `q` stands somewhere, as platform staff see it. */
async function seen(q: string): Promise<UnknownKeyView[]> {
  await api.flush();
  return (await listAllUnknownKeys.execute(world.deps, await staff(), { q })).items;
}

describe("a refused secret", () => {
  it("is classed, and said whose form it has", async () => {
    const mistyped = generateToken("kh", "live").slice(0, -1);
    const cases: [string, object][] = [
      [`${mistyped}_`, { class: "typo", form: "kh_live_" }],
      [generateToken("kh", "test"), { class: "purged", form: "kh_test_", length: "32 to 63" }],
      [generateToken("kh", "svc"), { class: "foreign", form: "kh_svc_" }],
      ["sk-proj-0123456789abcdef", { class: "foreign", form: "OpenAI" }],
      ["sk-ant-api03-0123456789", { class: "foreign", form: "Anthropic" }],
      ["AKIAIOSFODNN7EXAMPLE", { class: "foreign", form: "AWS" }],
      ["correct horse battery", { class: "foreign", form: "Other", length: "16 to 31" }],
      ["", { class: "foreign", form: "Other", length: "up to 15" }],
      ["x".repeat(600), { class: "foreign", form: "Other", length: "more than 512" }],
    ];
    for (const [index, [key, told]] of cases.entries()) {
      await api.verify({ key, ip: "198.51.100.1", userAgent: `class/${index}.` });
      expect(await seen(`class/${index}.`)).toMatchObject([
        { ...told, refusals: 1, key: null, fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
      ]);
    }
  });

  it("that was a key's is told with the key: revoked, expired or rotated away, and not when it is good", async () => {
    const admin = await principalOf(world, { tenant, platformRole: "admin" });
    const [revoked, expired, rotated, disabled] = await Promise.all(
      ["revoked", "expired", "rotated", "disabled"].map((name) =>
        makeKey(world, tenant, { name, expiresInDays: name === "expired" ? 1 : 90 }),
      ),
    );
    await revokeKey.execute(world.deps, admin, { keyId: revoked!.id });
    await rotateKey.execute(world.deps, admin, { keyId: rotated!.id, graceSeconds: 0 });
    await disableKey.execute(world.deps, admin, { keyId: disabled!.id });
    const start = world.clock.now();
    world.clock.advance(2 * DAY_MS);
    for (const key of [revoked!, expired!, rotated!, disabled!])
      await api.verify({ key: key.secret, ip: "198.51.100.2", userAgent: "state/1" });
    world.clock.set(start);
    const found = await seen("state/1");
    expect(found.map((view) => [view.class, view.key])).toEqual(
      expect.arrayContaining(
        [revoked!, expired!, rotated!].map(({ id, name }) => [
          "revoked",
          { id, name, clientId: tenant.clientId },
        ]),
      ),
    );
    expect(found).toHaveLength(3);
  });

  it("is shown to its own tenant, and those of nobody to the platform alone", async () => {
    const other = await makeTenant(world);
    const key = await makeKey(world, tenant, { name: "own" });
    const admin = await principalOf(world, { tenant, platformRole: "admin" });
    await revokeKey.execute(world.deps, admin, { keyId: key.id });
    await api.verify({ key: key.secret, ip: "198.51.100.3" });
    await api.verify({ key: key.secret, ip: "198.51.100.4" });
    await api.flush();
    const as = async (of: TenantRow, input = {}) => {
      const viewer = await principalOf(world, { tenant: of, role: "viewer" });
      return (await listUnknownKeys.execute(world.deps, viewer, input)).items;
    };
    expect(await as(tenant, { keyId: key.id })).toMatchObject([
      { class: "revoked", refusals: 2, addresses: 2 },
    ]);
    expect((await as(tenant)).every((view) => view.class === "revoked")).toBe(true);
    expect(await as(other)).toEqual([]);
    const token = await makeServiceToken(world, { tenant: other });
    await api.verify({ key: (await makeKey(world, tenant)).secret, userAgent: "stranger/1" }, token);
    expect(await seen("stranger/1")).toMatchObject([{ class: "foreign", form: "Another tenant’s key" }]);
  });

  it("adds up by address and agent, first and last, and is found by them", async () => {
    const key = "sk-or-v1-adds-up";
    const start = world.clock.now();
    await api.verify({ key, ip: "2001:db8::7", userAgent: "first/1" });
    world.clock.advance(60_000);
    await api.verify({ key, ip: "203.0.113.99", userAgent: "second/2" });
    await api.verify({ key, ip: "203.0.113.99", userAgent: "second/2" });
    const [view, ...others] = await seen("second/2");
    world.clock.set(start);
    expect(others).toEqual([]);
    expect(view).toMatchObject({
      ...{ refusals: 3, addresses: 2, userAgents: 2, form: "OpenRouter" },
      firstAt: start.toISOString(),
      lastAt: new Date(start.getTime() + 60_000).toISOString(),
      sources: [
        { address: "203.0.113.99", userAgent: "second/2", refusals: 2 },
        { address: "2001:db8::7", userAgent: "first/1", refusals: 1 },
      ],
    });
    for (const q of ["2001:db8", "FIRST", view!.fingerprint!.slice(0, 6), "openrouter"])
      expect(
        (await seen(q)).map(({ id }) => id),
        q,
      ).toContain(view!.id);
    expect(await seen("%")).toEqual([]);
  });

  it("is listed by REST, page by page, with the classes that were asked for", async () => {
    const bearer = await makeServiceToken(world, { permissions: ["keys:read"] });
    const ids: string[] = [];
    let cursor = "";
    do {
      const path = `/v1/unknown-keys?class=foreign,purged&limit=3&cursor=${cursor}`;
      const { status, body } = await api.send("GET", path, { bearer });
      expect(status).toBe(200);
      for (const item of body.items) {
        expect(["foreign", "purged"]).toContain(item.class);
        ids.push(item.id);
      }
      cursor = body.nextCursor;
    } while (cursor);
    expect(ids.length).toBeGreaterThan(6);
    expect(new Set(ids).size).toBe(ids.length);
    const wrong = await api.send("GET", "/v1/unknown-keys?class=nonsense", { bearer });
    expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ["class"]]);
    const noRight = await makeServiceToken(world);
    expect((await api.send("GET", "/v1/unknown-keys", { bearer: noRight })).status).toBe(403);
  });

  it("leaves nothing of itself in any table, log or answer", async () => {
    const planted = [
      generateToken("kh", "live"),
      `${generateToken("kh", "live").slice(0, -1)}!`,
      "sk-ant-api03-CANARY-4712-of-another-provider",
      "CANARY-4713-nobody-knows-this-one",
    ];
    for (const key of planted) {
      await api.verify({ key, resource: `GET /?k=${key}`, userAgent: key, tags: [key.slice(0, 64)] });
      await api.send("GET", "/v1/authorize", { bearer: key });
      await api.send("GET", "/v1/me", { bearer: key });
    }
    await api.flush();
    const { items } = await listAllUnknownKeys.execute(world.deps, await staff(), { limit: 200 });
    expect(leaksIn(await everythingStored(), planted)).toEqual([]);
    expect(leaksIn(api.logged() + JSON.stringify(items), planted)).toEqual([]);
    expect(leaksIn("CANARY-4713-nobody-knows-this-one", planted)).toEqual([3]);
  });
});

describe("somebody who tries many secrets", () => {
  const attempt = (index: number): UsageEvent => ({
    tenantId: PLATFORM_TENANT,
    at: new Date("2026-01-05T12:00:00.000Z"),
    id: newId("evt"),
    keyId: NO_KEY,
    secretId: null,
    environment: "none",
    outcome: "NOT_FOUND",
    cost: 1,
    units: null,
    resource: null,
    ip: `10.${index % 7}.${index % 250}.9`,
    userAgent: `agent ${index % 400}`,
    tags: null,
    latencyMicros: 1,
    requestId: "req_test",
    refused: {
      class: "purged",
      fingerprint: index < 3_000 ? index.toString(16).padStart(16, "0") : null,
      form: "kh_live_",
      length: "32 to 63",
    },
  });

  it("fills no table: what is beyond the day's measure is counted by network, exactly", async () => {
    const fresh = await testWorld();
    try {
      const { sql } = fresh.as("api").db;
      const attempts = Array.from({ length: 4_000 }, (_, index) => attempt(index));
      for (let at = 0; at < attempts.length; at += 500) {
        await storeUsage(sql, attempts.slice(at, at + 500));
        await storeUsage(sql, attempts.slice(Math.max(0, at - 100), at + 500));
      }
      const [rows] = await fresh.ownerSql`
        select count(*) filter (where not folded)::int as own, sum(refusals)::int as refusals,
          count(*) filter (where folded and fingerprint <> '*')::int as networks,
          count(*) filter (where fingerprint = '*')::int as rest
        from unknown_keys`;
      expect(rows).toEqual({ own: 500, networks: 200, rest: 1, refusals: 4_000 });
      const [sources] = await fresh.ownerSql`
        select max(count)::int as most, sum(refusals)::int as refusals from (
          select count(*), sum(refusals) as refusals from unknown_key_sources group by unknown_key_id) as each`;
      expect(sources).toEqual({ most: 51, refusals: 4_000 });
    } finally {
      await fresh.close();
    }
  });

  it("is refused like everybody, without a look-up beyond the pace of an address", async () => {
    const bearer = await makeServiceToken(world);
    await api.send("GET", "/healthz");
    const startedAt = performance.now();
    const guess = async (): Promise<Answer> => {
      const body = { key: generateToken("kh", "live"), ip: "192.0.2.200" };
      return (await api.send("POST", "/v1/keys/verify", { bearer, body, atOnce: true })).body;
    };
    const answers: Answer[] = [];
    for (const length of [250, 50]) answers.push(...(await Promise.all(Array.from({ length }, guess))));
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(new Set(answers.map(({ code, status }) => `${status} ${code}`))).toEqual(
      new Set(["401 NOT_FOUND"]),
    );
    const unchecked = answers.filter(({ response }) => /not looked up/.test(response.body.detail));
    // The first 250 may have run at once; then they are 150 in debt, which takes a second and a half to pay.
    if (seconds < 1.4) expect(unchecked.length).toBeGreaterThanOrEqual(50);
    const [folded] = await seen("192.0.2.0/24");
    expect(folded?.refusals ?? 0).toBe(unchecked.length);
    if (folded) expect(folded).toMatchObject({ class: "purged", fingerprint: null, network: "192.0.2.0/24" });
  });
});

interface Answer {
  code: string;
  status: number;
  response: { body: { detail: string } };
}

describe("the sweep", () => {
  it("forgets secrets that nobody has tried for 30 days, and where they came from", async () => {
    const run = () => sweepUnknownKeys.execute(world.as("worker"), systemPrincipal("a test"), {});
    expect(await run()).toEqual({ unknownKeys: 0 });
    const start = world.clock.now();
    world.clock.advance(20 * DAY_MS);
    await api.verify({ key: "sk-or-v1-tried-later", userAgent: "later/1" });
    await api.flush();
    world.clock.advance(13 * DAY_MS);
    expect((await run()).unknownKeys).toBeGreaterThan(0);
    const [left] = await world.ownerSql`
      select (select count(*)::int from unknown_keys) as secrets, (select count(*)::int from unknown_key_sources) as sources`;
    world.clock.set(start);
    expect(left).toEqual({ secrets: 1, sources: 1 });
  });
});

/** Every row of every table, as text. */
async function everythingStored(): Promise<string> {
  const tables = await world.ownerSql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
  const parts: string[] = [];
  for (const { name } of tables)
    for (const row of await world.ownerSql.unsafe(`select t::text as row from ${name} t`))
      parts.push(row.row);
  return parts.join("\n");
}
