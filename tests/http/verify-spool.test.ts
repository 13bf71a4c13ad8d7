// Usage is on disk before a verification is answered, within bounds, and reaches the database in any order of events.
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { newId } from "#lib/shared/ids.ts";
import { LINE_END } from "#lib/spool/frame.ts";
import { NO_KEY, usageEventOf } from "#lib/verify/usage-event.ts";
import { FIELD_END, lineOf } from "#lib/verify/usage-line.ts";
import { storeLines, storeUsage } from "#lib/verify/usage-store.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { testSpool } from "../support/spool.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world, { spool: testSpool({ limitBytes: 20_000 }) });
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const told = {
  secret: "",
  record: null,
  outcome: "NOT_FOUND" as const,
  cost: 1,
  units: {},
  resource: null,
  ip: null,
  userAgent: null,
  tags: [],
  at: new Date("2026-03-10T12:00:00.123Z"),
  latencyMicros: 5,
};
const eventWith = (more: object) => usageEventOf({ ...told, requestId: newId("evt"), ...more }, "kh");
const storedOf = (requestId: string) => world.ownerSql`
  select resource, tags, at::text, tableoid::regclass::text as part from usage_events where request_id = ${requestId}`;

/** No usage can be written to the database while `work` goes on. */
async function whileUsageWaits(work: () => Promise<void>): Promise<void> {
  await world.ownerSql`revoke insert on usage_events from keyhold_platform`;
  try {
    await work();
  } finally {
    await world.ownerSql`grant insert on usage_events to keyhold_platform`;
  }
}

it("a spool that is full is answered 503 with when to come back; what was answered is stored once there is room", async () => {
  const key = await makeKey(world, await makeTenant(world));
  const bearer = await makeServiceToken(world);
  const ask = () =>
    api.send("POST", "/v1/keys/verify", { bearer, body: { key: key.secret, resource: "x".repeat(256) } });
  let answered = 0;
  await whileUsageWaits(async () => {
    let answer = await ask();
    for (; answer.status === 200; answer = await ask()) answered += 1;
    expect([answer.status, answer.body.code]).toEqual([503, "unavailable"]);
    expect(answer.headers.get("retry-after")).toMatch(/^[1-9]/);
    expect((await api.send("GET", "/v1/authorize", { bearer: key.secret })).status).toBe(503);
    const { text } = await api.send("GET", "/metrics");
    expect(text).toMatch(new RegExp(`keyhold_usage_events_waiting\\{[^}]*\\} ${answered}\\n`));
    expect(text).toMatch(/keyhold_spool_bytes\{[^}]*\} [12]\d{4}\n/);
    expect(text).toMatch(/keyhold_usage_oldest_waiting_seconds\{[^}]*\} 0?\.?[\d.]+\n/);
  });
  expect(answered).toBeGreaterThan(10);
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200);
  await api.flush();
  const [row] = await world.ownerSql`
    select sum(calls)::int as calls from usage_quarter_hours where key_id = ${uuidOf("key", key.id)}`;
  expect(row).toEqual({ calls: answered + 1 });
});

it("an event keeps its text and its moment to the millisecond", async () => {
  const texts = ['quo"te', "back\\slash", "{a,b}", "NULL", "", "line\nend\ttab", "é 漢字 😀", "a'b"];
  const events = texts.map((text) => eventWith({ resource: text, tags: [text, "x"] }));
  await storeUsage(world.as("api").db.sql, events);
  for (const [index, { requestId }] of events.entries())
    expect(await storedOf(requestId)).toMatchObject([
      { resource: texts[index], tags: [texts[index], "x"], at: "2026-03-10 12:00:00.123+00" },
    ]);
});

it("text that has a meaning in lines loses that, and nothing else", async () => {
  const odd = eventWith({ resource: `a${FIELD_END}b${LINE_END}c\x1dd\0`, tags: [`${LINE_END}`] });
  await storeUsage(world.as("api").db.sql, [odd]);
  expect(await storedOf(odd.requestId)).toMatchObject([{ resource: "abcd", tags: [""] }]);
});

it("an event of a day that has no partition is stored, too", async () => {
  const [old, early] = [
    eventWith({ at: new Date("2020-05-05T00:00:00Z") }),
    eventWith({ at: new Date("2031-01-01") }),
  ];
  expect(await storeUsage(world.as("api").db.sql, [old, early])).toBe(2);
  expect(await storedOf(old.requestId)).toMatchObject([{ part: "usage_events_default" }]);
  const [row] = await world.ownerSql`
    select calls::int from usage_quarter_hours where key_id = ${uuidOf("key", NO_KEY)} and bucket = '2020-05-05Z'`;
  expect(row).toEqual({ calls: 1 });
});

it("a line of an older version, which knew fewer fields, is stored", async () => {
  const event = eventWith({ resource: "GET /" });
  const line = lineOf(event).split(FIELD_END).slice(0, 15).join(FIELD_END);
  expect(await storeLines(world.as("api").db.sql, line)).toBe(1);
  expect(await storedOf(event.requestId)).toMatchObject([{ resource: "GET /" }]);
});
