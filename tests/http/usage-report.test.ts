// POST /v1/usage counts what services report, once, for their own keys, and answers when it is committed.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { sweepReceipts } from "#lib/jobs/sweep-receipts.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { newId } from "#lib/shared/ids.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let tenant: TenantRow;
let key: Awaited<ReturnType<typeof makeKey>>;
let platform: string;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  tenant = await makeTenant(world);
  key = await makeKey(world, tenant);
  platform = await makeServiceToken(world);
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const send = (events: unknown, bearer = platform) =>
  api.send("POST", "/v1/usage", { bearer, body: { events } });

async function report(events: object[], token?: string) {
  const answer = await send(events, token);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body.results as { id: string; status: string; detail: string | null }[]).map(
    ({ status }) => status,
  );
}

let count = 0;
const event = (more: object = {}) => {
  count += 1;
  return { id: `event ${count}`, keyId: key.id, meter: "patients", quantity: 20, ...more };
};
const metered = (keyId: string) => world.ownerSql`
  select meter, environment, quantity::int, (extract(epoch from bucket) * 1000)::float8 as bucket
  from meter_quarter_hours where key_id = ${uuidOf("key", keyId)} order by bucket, meter`;

describe("a report", () => {
  it("is counted in the quarter hour in which it was used, for its key, before it is answered", async () => {
    const mine = await makeKey(world, tenant, { environment: "test" });
    const now = world.clock.now().getTime();
    const late = new Date(now - 3 * 86_400_000);
    const own = { keyId: mine.id };
    const answer = await send([
      event({ ...own, quantity: 5 }),
      event({
        ...own,
        meter: "pages",
        at: late.toISOString(),
        resource: `POST /x ${mine.secret}`,
        tags: ["eu"],
      }),
      event({ keyId: undefined, key: mine.secret, quantity: 7 }),
    ]);
    expect(answer.body.results[0]).toEqual({ id: `event ${count - 2}`, status: "accepted", detail: null });
    const quarter = (ms: number) => Math.floor(ms / 900_000) * 900_000;
    expect(await metered(mine.id)).toEqual([
      { meter: "pages", environment: "test", quantity: 20, bucket: quarter(late.getTime()) },
      { meter: "patients", environment: "test", quantity: 12, bucket: quarter(now) },
    ]);
    const [receipt] = await world.ownerSql`
      select resource, tags from usage_receipts where key_id = ${uuidOf("key", mine.id)} and meter = 'pages'`;
    expect(receipt).toEqual({ resource: "POST /x kh_test_[redacted]", tags: ["eu"] });
    expect(api.logged()).not.toContain(mine.secret);
  });

  it("that comes again is a duplicate, and with other content a conflict; neither counts", async () => {
    const mine = await makeKey(world, tenant);
    const first = event({ keyId: mine.id });
    const again = { ...first, at: undefined, resource: "other words" };
    const other = { ...first, quantity: 21 };
    expect(await report([first, again, other])).toEqual(["accepted", "duplicate", "conflict"]);
    expect(await report([first, other, { ...first, meter: "pages" }, { ...first, keyId: key.id }])).toEqual([
      "duplicate",
      "conflict",
      "conflict",
      "conflict",
    ]);
    expect(await report([{ ...first, keyId: undefined, key: mine.secret }])).toEqual(["duplicate"]);
    expect(await metered(mine.id)).toMatchObject([{ quantity: 20 }]);
  });

  it("has an id of its tenant's own", async () => {
    const other = await makeKey(world, await makeTenant(world));
    const mine = event();
    expect(await report([mine, { ...mine, keyId: other.id }])).toEqual(["accepted", "accepted"]);
  });

  it("counts once when many send it at the same moment, in any order", async () => {
    const mine = await makeKey(world, tenant);
    const events = Array.from({ length: 200 }, () => event({ keyId: mine.id, quantity: 1 }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => report(index % 2 ? events : events.toReversed())),
    );
    expect(answers.flat().filter((status) => status === "accepted")).toHaveLength(200);
    expect(new Set(answers.flat())).toEqual(new Set(["accepted", "duplicate"]));
    expect(await metered(mine.id)).toMatchObject([{ quantity: 200 }]);
  });

  it.each([
    ["no key", { keyId: undefined }, "keyId or key"],
    ["two keys", { key: "kh_live_x" }, "keyId or key"],
    ["a key that is not there", { keyId: newId("key") }, "no such key"],
    ["a key id that is none", { keyId: "key_1" }, "no such key"],
    ["a secret with a wrong checksum", { keyId: undefined, key: "kh_live_mistyped" }, "no such key"],
    ["a secret of nobody", { keyId: undefined, key: generateToken("kh", "live") }, "no such key"],
    ["a negative quantity", { quantity: -1 }, "quantity"],
    ["half a quantity", { quantity: 0.5 }, "quantity"],
    ["no quantity", { quantity: undefined }, "quantity"],
    ["a meter that is none", { meter: "Patients!" }, "meter"],
    ["requests, which verification counts", { meter: "requests" }, "counted by verification"],
    ["a time that is none", { at: "yesterday" }, "at"],
    ["a time long ago", { at: "2020-01-01T00:00:00Z" }, "35 days"],
    ["a time to come", { at: "2099-01-01T00:00:00Z" }, "future"],
    ["tags that are none", { tags: "eu" }, "tags"],
  ])("with %s is invalid and says so, and the others count", async (_, wrong, detail) => {
    const good = event();
    const { body } = await send([event(wrong), good]);
    expect(body.results).toEqual([
      { id: expect.any(String), status: "invalid", detail: expect.stringMatching(new RegExp(detail, "i")) },
      { id: good.id, status: "accepted", detail: null },
    ]);
  });

  it("of a revoked key counts: it was used before", async () => {
    const revoked = await makeKey(world, tenant);
    const admin = await principalOf(world, { tenant, platformRole: "admin" });
    await revokeKey.execute(world.deps, admin, { keyId: revoked.id, reason: "lost" });
    expect(await report([event({ keyId: undefined, key: revoked.secret })])).toEqual(["accepted"]);
  });
});

describe("a tenant's token", () => {
  it("reports for its own keys; those of others look missing, by id and by secret", async () => {
    const own = await makeServiceToken(world, { tenant });
    const foreign = await makeKey(world, await makeTenant(world));
    const events = [event(), event({ keyId: foreign.id }), event({ keyId: undefined, key: foreign.secret })];
    const { body } = await send(events, own);
    expect(body.results.map(({ status }: { status: string }) => status)).toEqual([
      "accepted",
      "invalid",
      "invalid",
    ]);
    expect(body.results[1].detail).toBe("There is no such key.");
    expect(await metered(foreign.id)).toEqual([]);
  });

  it("needs usage:write", async () => {
    const other = await makeServiceToken(world, { permissions: ["keys:verify"] });
    expect((await send([event()], other)).status).toBe(403);
    expect((await api.send("POST", "/v1/usage", { body: { events: [event()] } })).status).toBe(401);
  });
});

describe("the whole request", () => {
  it.each([
    ["no events", [], "events"],
    ["more than 1,000", Array.from({ length: 1_001 }, () => ({ id: "x" })), "events"],
    ["an event without an id", [{ keyId: "x" }], "events.0.id"],
    ["an id with a control character", [{ id: "a\nb" }], "events.0.id"],
    ["a field that is not known", [{ ...{ id: "x" }, colour: "red" }], "events.0.colour"],
    ["no list", "events", "events"],
  ])("with %s is refused as a whole, and names it", async (_, events, field) => {
    const { status, body } = await send(events);
    expect([status, Object.keys(body.fields)]).toEqual([422, [field]]);
  });

  it("takes 1,000 at once", async () => {
    const results = await report(Array.from({ length: 1_000 }, () => event()));
    expect(new Set(results)).toEqual(new Set(["accepted"]));
  });

  it("is answered 503 with when to come back while the database is away, and counts when it is sent again", async () => {
    const mine = await makeKey(world, tenant);
    const one = event({ keyId: mine.id });
    await report([event({ keyId: mine.id, quantity: 1 })]);
    const [{ name }] = await world.ownerSql<[{ name: string }]>`select current_database() as name`;
    await world.ownerSql.unsafe(`alter database "${name}" connection limit 0`);
    await world.ownerSql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where usename = 'keyhold_api' and datname = current_database()`;
    const answer = await api.send("POST", "/v1/usage", {
      bearer: platform,
      body: { events: [one] },
      atOnce: true,
    });
    await world.ownerSql.unsafe(`alter database "${name}" connection limit -1`);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([
      503,
      expect.stringMatching(/^[1-9]/),
    ]);
    await expect.poll(async () => (await send([one])).status, { timeout: 10_000 }).toBe(200);
    expect(await metered(mine.id)).toMatchObject([{ quantity: 21 }]);
  });
});

it("receipts are kept for 35 days and then swept", async () => {
  const worker = { ...world.as("worker"), clock: () => new Date() };
  const one = event();
  await report([one]);
  const age = (days: number) => world.ownerSql`
    update usage_receipts set received_at = now() - ${days} * interval '1 day' where id = ${one.id}`;
  const sweep = () => sweepReceipts.execute(worker, systemPrincipal("a test"), {});
  await age(36);
  await sweep();
  expect(await report([one])).toEqual(["duplicate"]);
  await age(41);
  expect(await sweep()).toEqual({ receipts: 1 });
});
