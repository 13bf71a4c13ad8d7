// GET /v1/usage/calls: what was verified a moment ago, call by call.
import { afterAll, beforeAll, expect, it } from "vitest";
import { CallView } from "#lib/usage/call-view.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
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

it("lists each verification with why it was asked and answered so, page by page, and never the key", async () => {
  const key = await makeKey(world, tenant, { scopes: ["things:read"] });
  const ask = (more: object) => api.verify({ key: key.secret, ip: "203.0.113.7", tags: ["blue"], ...more });
  await ask({ resource: "GET /one", scopes: ["things:read"] });
  await ask({ resource: `GET /two?key=${key.secret}`, scopes: ["things:write"] });
  await api.verify({ key: "sk-of-somebody-else" });
  await api.flush();

  const bearer = await makeServiceToken(world, { tenant, permissions: ["usage:read"] });
  const read = (path: string) => api.send("GET", path, { bearer });
  const { status, body, text } = await read("/v1/usage/calls?tag=blue");
  expect(status).toBe(200);
  const items = body.items.map((item: unknown) => CallView.parse(item));
  expect(items.map((item: CallView) => item.outcome).toSorted()).toEqual(["INSUFFICIENT_SCOPE", "VALID"]);
  expect(items.map((item: CallView) => item.scopes.join()).toSorted()).toEqual([
    "things:read",
    "things:write",
  ]);
  expect((await read("/v1/usage/calls?scope=things:write")).body.items).toMatchObject([
    { outcome: "INSUFFICIENT_SCOPE", scopes: ["things:write"] },
  ]);
  expect(text).not.toContain(key.secret);
  const one = await read("/v1/usage/calls?limit=1");
  const two = await read(`/v1/usage/calls?limit=1&cursor=${one.body.nextCursor}`);
  expect([...one.body.items, ...two.body.items]).toEqual(body.items);
  expect(two.body.nextCursor).toBeNull();
  expect((await read(`/v1/usage/calls?key=${key.id}&outcome=VALID`)).body.items).toHaveLength(1);
  const wrong = await read("/v1/usage/calls?outcome=NONSENSE&since=soon");
  expect([wrong.status, Object.keys(wrong.body.fields).toSorted()]).toEqual([422, ["outcome", "since"]]);
});

it("shows a tenant nothing of others, the platform everything, and neither without the right", async () => {
  const stranger = await makeServiceToken(world, {
    tenant: await makeTenant(world),
    permissions: ["usage:read"],
  });
  expect((await api.send("GET", "/v1/usage/calls", { bearer: stranger })).body.items).toEqual([]);
  const platform = await makeServiceToken(world, { permissions: ["usage:read"] });
  const all = await api.send("GET", "/v1/usage/calls?environment=none", { bearer: platform });
  expect(all.body.items).toMatchObject([{ key: null }]);
  const noRight = await makeServiceToken(world);
  expect((await api.send("GET", "/v1/usage/calls", { bearer: noRight })).status).toBe(403);
});
