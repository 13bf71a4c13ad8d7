// The feed of changes for clients that remember answers: what changed, at once, and of nobody else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { makeTenant, principalOf } from "#tests/support/factories.ts";
import { makeKey } from "#tests/support/keys.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let api: TestApi;
let token: string;
beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  token = await makeServiceToken(world);
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const ask = async (query = "", bearer = token) => {
  const { status, body } = await api.send("GET", `/v1/changes${query}`, { bearer });
  expect(status).toBe(200);
  return body;
};

describe("GET /v1/changes", () => {
  it("answers a waiting client with the key as soon as it is revoked", async () => {
    const tenant = await makeTenant(world);
    const { id } = await makeKey(world, tenant, {});
    const { seq, all } = await ask();
    expect(all).toBe(true);
    expect(await ask(`?after=${seq}`)).toMatchObject({ seq, all: false, keys: [], tenants: [] });
    const waiting = ask(`?after=${seq}&waitSeconds=25`);
    const admin = await principalOf(world, { platformRole: "admin", tenant });
    await revokeKey.execute(world.deps, admin, { keyId: id, reason: "leaked" });
    const heard = await waiting;
    expect(heard).toMatchObject({ all: false, keys: [id] });
    expect(heard.seq).toBeGreaterThan(seq);
    expect(heard.ageMs).toBeLessThan(5_000);
  });

  it("tells a tenant's token that something changed, and of no other tenant's keys", async () => {
    const [mine, other] = [await makeTenant(world), await makeTenant(world)];
    const own = await makeServiceToken(world, { tenant: mine, permissions: ["keys:verify"] });
    const { seq } = await ask("", own);
    await makeKey(world, other, {});
    await api.send("GET", "/healthz");
    const answer = await ask(`?after=${seq}`, own);
    expect(answer).toMatchObject({ keys: [], tenants: [] });
  });

  it("names what is wrong with a question, and wants the right to verify", async () => {
    for (const query of ["?after=x", "?waitSeconds=26", "?after=1&after=2", "?since=1"]) {
      const { status, body } = await api.send("GET", `/v1/changes${query}`, { bearer: token });
      expect(status).toBe(422);
      expect(Object.keys(body.fields)).toEqual([query.slice(1).split("=")[0]]);
    }
    const weak = await makeServiceToken(world, { permissions: ["usage:write"] });
    expect((await api.send("GET", "/v1/changes", { bearer: weak })).status).toBe(403);
    expect((await api.send("GET", "/v1/changes")).status).toBe(401);
  });
});
