// The situations that Keyhold was made for, each as its README tells it: set up by its commands, called from outside.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { type Cli, worldCli } from "#tests/support/cli.ts";
import { type Example, readKeysFile, runScript, startExample } from "#tests/support/example.ts";
import { loggerStory } from "#tests/support/logger-story.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let api: TestApi;
let cli: Cli;
const examples: Example[] = [];
beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  api = await testApi(world);
  cli = await worldCli(world, { API_PORT: new URL(api.url).port });
});
afterAll(async () => {
  await Promise.all(examples.map((example) => example.stop()));
  await cli?.close();
  await api?.stop();
  await world?.close();
});

async function start(
  file: string,
  keys: Record<string, string>,
  program = process.execPath,
): Promise<Example> {
  const example = await startExample(program, file, { ...keys, KEYHOLD_URL: api.url });
  examples.push(example);
  return example;
}

async function call(url: string, key: string | null, method = "GET", body?: object) {
  await api.send("GET", "/healthz");
  const headers = { "content-type": "application/json", ...(key && { "x-api-key": key }) };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

describe("a shop whose clients shared one key", { timeout: 120_000 }, () => {
  it("gives each its own, lets the shared one work on, counts it apart, and switches it off", async () => {
    const file = join(cli.folder, "shop-keys.env");
    const shared = "the-one-key-of-the-whole-company";
    await runScript("examples/segmentation/set-up.sh", [file], { ...cli.env, SHARED_KEY: shared });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const keys = await readKeysFile(file);
    const {
      KEYHOLD_KEY_FRONTEND: frontend,
      KEYHOLD_KEY_ANALYTICS: analytics,
      KEYHOLD_KEY_ADMIN: admin,
    } = keys;
    const shop = `${(await start("examples/segmentation/shop.ts", keys)).url}/orders`;

    expect((await call(shop, frontend!, "POST", { item: "tea" })).status).toBe(201);
    const read = await call(shop, analytics!);
    expect(read).toMatchObject({ status: 200, body: [{ id: 1, item: "tea" }] });
    expect(read.headers.get("x-ratelimit-limit")).toBe("100");
    expect((await call(`${shop}/1`, analytics!, "DELETE")).body.code).toBe("INSUFFICIENT_SCOPE");
    expect((await call(`${shop}/1`, frontend!, "DELETE")).status).toBe(403);
    expect((await call(shop, shared)).status).toBe(200);
    expect((await call(`${shop}/1`, admin!, "DELETE")).status).toBe(200);

    await api.flush();
    const usage = await cli.json(["usage", "--tenant", "shop", "--group-by", "legacy", "--since", "24h"]);
    expect(
      Object.fromEntries(usage.items.map((item: { key: string; value: number }) => [item.key, item.value])),
    ).toEqual({
      legacy: 1,
      current: 5,
    });
    const { id } = await cli.json(["keys", "lookup"], shared);
    await cli.json(["keys", "disable", id]);
    expect((await call(shop, shared)).body.code).toBe("DISABLED");
    expect((await call(shop, analytics!)).status).toBe(200);

    const again = await runScript("examples/segmentation/set-up.sh", [file], cli.env).catch(
      (error) => error.stderr,
    );
    expect(again).toContain(file);
    expect(await readKeysFile(file)).toEqual(keys);
  });
});

describe("a central logger in TypeScript", { timeout: 120_000 }, () => {
  it("keeps clients apart, through a rotation and a revocation", async () => {
    await loggerStory(world, api, "examples/central-logger/logger.ts", process.execPath);
  });
});

describe("a generator of patients", { timeout: 120_000 }, () => {
  it("lets the public demo key make 50 a call, 10 times a minute, and nothing beyond", async () => {
    const file = join(cli.folder, "patients.env");
    await runScript("examples/patients-generator/set-up.sh", [file], cli.env);
    const token = await makeServiceToken(world);
    const { url } = await start("examples/patients-generator/generator.ts", { KEYHOLD_SERVICE_TOKEN: token });
    const demo = "DEMO_MILMED_2025_50_PATIENTS";
    const ask = (count: number) => call(`${url}/patients?count=${count}`, demo, "POST");

    const full = await ask(50);
    expect(full.status).toBe(200);
    expect(full.body.patients).toHaveLength(50);
    expect(await ask(51)).toMatchObject({ status: 403, body: { code: "UNITS_EXCEED_MAX" } });
    const statuses = [];
    for (let n = 0; n < 9; n += 1) statuses.push((await ask(1)).status);
    expect(statuses).toEqual(Array(9).fill(200));
    const limited = await ask(1);
    expect(limited).toMatchObject({ status: 429, body: { code: "RATE_LIMITED" } });
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    const { demo: isDemo, perRequest } = await cli.json(["keys", "lookup"], demo);
    expect({ isDemo, perRequest }).toEqual({ isDemo: true, perRequest: { patients: 50 } });
  });
});
