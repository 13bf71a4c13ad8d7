// Every verification becomes one usage event, counted once, and nothing that is stored or logged holds a secret.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { NO_KEY, type UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
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

const once: Limit[] = [
  { name: "life", kind: "quota", window: "life", meter: "requests", limit: 2, onFailure: "local" },
];
const callsOf = (keyId: string) => world.ownerSql`
  select (extract(epoch from bucket) * 1000)::float8 as bucket, environment, outcome, calls::int, requests::int from usage_quarter_hours
  where key_id = ${uuidOf("key", keyId)} order by outcome`;

describe("metering", () => {
  it("keeps valid, refused and unknown calls, with roll-ups that agree", async () => {
    const key = await makeKey(world, tenant, { limits: once, environment: "test" });
    const call = { key: key.secret, resource: "POST /api/v1/logs", userAgent: "curl/8", tags: ["eu"] };
    const answers = [
      await api.verify({ ...call, ip: "203.0.113.7", cost: 2, units: { patients: 20 } }),
      await api.verify({ ...call, units: { patients: 9 } }),
      await api.verify({ key: generateToken("kh", "live") }),
      await api.verify({ key: "kh_live_mistyped" }),
    ];
    await api.flush();
    const events = await world.ownerSql`
      select outcome, cost::int, units, resource, ip, user_agent, tags, environment, request_id, tenant_id,
        secret_id is not null as known, latency_micros > 0 as timed
      from usage_events where request_id = any (${answers.map(({ requestId }) => requestId)}) order by outcome`;
    const labels = { resource: "POST /api/v1/logs", user_agent: "curl/8", tags: ["eu"], timed: true };
    const known = { ...labels, environment: "test", known: true, tenant_id: uuidOf("ten", tenant.id) };
    expect(events).toMatchObject([
      { outcome: "MALFORMED", environment: "none", known: false, resource: null, tags: null },
      { outcome: "NOT_FOUND", environment: "none", known: false, tenant_id: uuidOf("ten", PLATFORM_TENANT) },
      { ...known, outcome: "QUOTA_EXCEEDED", cost: 1, units: { patients: 9 }, ip: null },
      { ...known, outcome: "VALID", cost: 2, units: { patients: 20 }, ip: "203.0.113.7" },
    ]);
    const bucket = world.clock.now().getTime();
    expect(await callsOf(key.id)).toEqual([
      { bucket, environment: "test", outcome: "QUOTA_EXCEEDED", calls: 1, requests: 0 },
      { bucket, environment: "test", outcome: "VALID", calls: 1, requests: 2 },
    ]);
    expect(await callsOf(NO_KEY)).toMatchObject([
      { outcome: "MALFORMED", calls: 1 },
      { outcome: "NOT_FOUND", calls: 1 },
    ]);
    const meters = await world.ownerSql`
      select meter, quantity::int from meter_quarter_hours where key_id = ${uuidOf("key", key.id)}`;
    expect(meters).toEqual([{ meter: "patients", quantity: 20 }]);
  });

  it("notes which scopes a call needed, whether the key held them or not", async () => {
    const key = await makeKey(world, tenant, { scopes: ["logs:*"] });
    const answers = [
      await api.verify({ key: key.secret, scopes: ["logs:read", "logs:write"] }),
      await api.verify({ key: key.secret, scopes: ["bills:read"] }),
      await api.verify({ key: key.secret }),
    ];
    await api.flush();
    const events = await world.ownerSql`
      select outcome, scope from usage_events
      where request_id = any (${answers.map(({ requestId }) => requestId)}) order by scope nulls first`;
    expect([...events]).toEqual([
      { outcome: "VALID", scope: null },
      { outcome: "INSUFFICIENT_SCOPE", scope: "bills:read" },
      { outcome: "VALID", scope: "logs:read logs:write" },
    ]);
  });

  it("counts a batch that is sent twice once, and only the new part of one that overlaps", async () => {
    const { sql } = world.as("api").db;
    const keyId = newId("key");
    const event = (): UsageEvent => ({
      tenantId: tenant.id,
      at: world.clock.now(),
      id: newId("evt"),
      keyId,
      secretId: null,
      environment: "live",
      outcome: "VALID",
      cost: 3,
      units: { tokens: 5 },
      resource: null,
      ip: null,
      userAgent: null,
      tags: null,
      latencyMicros: 7,
      requestId: "req_test",
    });
    const batch = [event(), event()];
    expect(await storeUsage(sql, batch)).toBe(2);
    expect(await storeUsage(sql, batch)).toBe(0);
    expect(await storeUsage(sql, [...batch, event()])).toBe(1);
    expect(await callsOf(keyId)).toMatchObject([{ calls: 3, requests: 9 }]);
    const [meter] = await world.ownerSql`
      select quantity::int from meter_quarter_hours where key_id = ${uuidOf("key", keyId)}`;
    expect(meter).toEqual({ quantity: 15 });
  });

  it("stores batches of the same keys from many writers at once", async () => {
    const { sql } = world.as("api").db;
    const keyIds = Array.from({ length: 40 }, () => newId("key"));
    const batchOf = (ids: typeof keyIds) =>
      ids.map(
        (keyId): UsageEvent => ({
          tenantId: tenant.id,
          at: world.clock.now(),
          id: newId("evt"),
          keyId,
          secretId: null,
          environment: "live",
          outcome: "VALID",
          cost: 1,
          units: { tokens: 1 },
          resource: null,
          ip: null,
          userAgent: null,
          tags: null,
          latencyMicros: 1,
          requestId: "req_test",
        }),
      );
    const writers = Array.from({ length: 20 }, (_, index) =>
      storeUsage(sql, batchOf(index % 2 ? keyIds : keyIds.toReversed())),
    );
    expect(await Promise.all(writers)).toEqual(Array(20).fill(40));
    const [sums] = await world.ownerSql`
      select min(calls)::int as least, max(calls)::int as most from usage_quarter_hours
      where key_id = any (${keyIds.map((id) => uuidOf("key", id))}::uuid[])`;
    expect(sums).toEqual({ least: 20, most: 20 });
  });

  it("keeps an event of a day that has no partition", async () => {
    const start = world.clock.now();
    world.clock.set(new Date("2020-01-01T00:00:00.000Z"));
    const { requestId } = await api.verify({ key: "nobody-knows-this-key" });
    world.clock.set(start);
    await api.flush();
    const [row] = await world.ownerSql`
      select tableoid::regclass::text as place from usage_events where request_id = ${requestId}`;
    expect(row).toEqual({ place: "usage_events_default" });
  });

  it("notes when a key and its secret were last used, at most once a minute", async () => {
    const start = world.clock.now().getTime();
    const key = await makeKey(world, tenant);
    const lastUsed = async () => {
      await api.flush();
      const [row] = await world.ownerSql`
        select (extract(epoch from k.last_used_at) * 1000)::float8 as key,
          (extract(epoch from s.last_used_at) * 1000)::float8 as secret
        from keys k join secrets s on s.key_id = k.id
        where k.id = ${uuidOf("key", key.id)}`;
      return row;
    };
    const verifyAfter = async (ms: number) => {
      world.clock.advance(ms);
      await api.verify({ key: key.secret });
      return lastUsed();
    };
    expect(await lastUsed()).toEqual({ key: null, secret: null });
    expect(await verifyAfter(0)).toEqual({ key: start, secret: start });
    expect(await verifyAfter(59_999)).toEqual({ key: start, secret: start });
    const later = start + 60_000;
    expect(await verifyAfter(1)).toEqual({ key: later, secret: later });
    world.clock.set(new Date(start));
  });

  it("waits for a database that is away, and loses and repeats nothing", async () => {
    const key = await makeKey(world, tenant);
    await world.ownerSql.unsafe("alter table usage_quarter_hours rename to away");
    for (let index = 0; index < 5; index += 1) await api.verify({ key: key.secret });
    await expect(api.flush()).rejects.toThrow();
    await world.ownerSql.unsafe("alter table away rename to usage_quarter_hours");
    await api.flush();
    expect(await callsOf(key.id)).toMatchObject([{ outcome: "VALID", calls: 5, requests: 5 }]);
  });

  it("is complete when the process has stopped", async () => {
    const key = await makeKey(world, tenant);
    const second = await testApi(world);
    await Promise.all(Array.from({ length: 20 }, () => second.verify({ key: key.secret })));
    await second.stop();
    expect(await callsOf(key.id)).toMatchObject([{ calls: 20 }]);
  });
});

describe("a secret", () => {
  it("stands in no table and in no log, wherever a caller wrote it", async () => {
    const random = await makeKey(world, tenant);
    const chosen = await makeKey(world, tenant, { secret: "CANARY-4711-chosen-by-hand" });
    for (const { secret } of [random, chosen]) {
      await api.verify({ key: secret, resource: `GET /?k=${secret}`, userAgent: secret, tags: [secret] });
      await api.verify({ key: `${secret}x`, resource: `GET /?k=${secret}x` });
      await api.send("GET", `/v1/authorize?resource=${secret}`, { bearer: secret });
      await api.send("GET", `/v1/authorize?key=${secret}`, { bearer: secret });
      await api.send("GET", "/v1/me", { headers: { "x-api-key": secret, "user-agent": secret } });
      await api.send("POST", "/v1/keys/verify", { bearer: secret, body: `{"key":"${secret}"` });
    }
    await api.flush();
    const stored = await everythingStored();
    expect(stored).toContain(uuidOf("key", random.id));
    for (const { secret } of [random, chosen]) {
      const canary = secret.replace(/^kh_live_/, "").slice(4, 20);
      expect(stored).not.toContain(canary);
      expect(stored).not.toContain(Buffer.from(canary).toString("hex"));
      expect(api.logged()).not.toContain(canary);
    }
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
});
