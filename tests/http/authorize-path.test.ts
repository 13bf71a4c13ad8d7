// What a proxy asks that puts its caller's path behind /v1/authorize, and what one is told that drops bodies.
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { type TestApi, testApi } from "../support/api.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let key: Awaited<ReturnType<typeof makeKey>>;

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  key = await makeKey(world, await makeTenant(world), {
    limits: [
      { name: "day", kind: "quota", window: "day", meter: "requests", limit: 100, onFailure: "closed" },
    ],
  });
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const ask = (path: string, bearer = key.secret) => api.send("POST", path, { bearer });

it("the path behind is the resource, and its query can neither lower the cost nor break the call", async () => {
  const paths = [
    "/logs/today?cost=0",
    "/",
    "//logs",
    "/a/b/?scope=no:such&resource=x&api_key=1",
    `/${"x".repeat(600)}`,
  ];
  for (const [index, path] of paths.entries()) {
    const answer = await ask(`/v1/authorize${path}`);
    expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([200, String(99 - index)]);
  }
  await api.flush();
  const rows = await world.ownerSql`
    select resource from usage_events where key_id = ${uuidOf("key", key.id)} order by resource collate "C"`;
  expect(rows.map((row) => row.resource.slice(0, 20))).toEqual([
    "POST /",
    "POST //logs",
    "POST /a/b/",
    "POST /logs/today",
    `POST /${"x".repeat(14)}`,
  ]);
});

it("a slash at the end together with a query is refused: whose query it is cannot be told", async () => {
  for (const query of ["scope=a:b", "cost=0", "page=2"]) {
    const answer = await ask(`/v1/authorize/?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
  }
});

it("every refusal stands in a header, too, in ASCII, unless it is too long for one", async () => {
  const refusals = await Promise.all([
    ask("/v1/authorize", "nobody-knows-this-key"),
    ask("/v1/authorize?scope=r%C3%BCckseite:lesen"),
    ask("/v1/authorize?cost=x"),
    api.send("GET", "/v1/authorize"),
  ]);
  expect(refusals.map(({ status }) => status)).toEqual([401, 403, 422, 401]);
  for (const { headers, body } of refusals) {
    const line = headers.get("x-keyhold-problem") ?? "";
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(line)).toEqual(body);
  }
  const many = Array.from({ length: 50 }, (_, index) => `scope=${"s".repeat(60)}:${index}`).join("&");
  const long = await ask(`/v1/authorize?${many}`);
  expect([long.status, long.headers.get("x-keyhold-problem")]).toEqual([403, null]);
  expect((await ask("/v1/authorize")).headers.get("x-keyhold-problem")).toBeNull();
});
