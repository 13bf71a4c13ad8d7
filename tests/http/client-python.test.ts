// The Python client, installed into an empty virtual environment, and its own tests against a real api.
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { makeTenant } from "#tests/support/factories.ts";
import { loggerStory } from "#tests/support/logger-story.ts";
import { makePython, type Python } from "#tests/support/python.ts";
import { follow } from "#tests/support/snippets/session.ts";
import { snippetsOf } from "#tests/support/snippets/snippets.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const run = promisify(execFile);
let world: TestWorld;
let api: TestApi;
let python: Python | null = null;
beforeAll(async () => {
  world = await testWorld();
  // The client lives in another program, with a clock of its own.
  world.clock.set(new Date());
  api = await testApi(world, { providerUrls: { openai: "http://127.0.0.1:1/v1" } });
  const made = await makePython("test");
  if ("missing" in made) process.stderr.write(`The Python client is left out: ${made.missing}\n`);
  else python = made;
}, 300_000);
afterAll(async () => {
  await python?.remove();
  await api?.stop();
  await world?.close();
});

it("installs into an empty environment and passes its own tests", { timeout: 120_000 }, async ({ skip }) => {
  const { bin, client } = python ?? skip("There is no Python here.");
  const env = {
    ...process.env,
    KEYHOLD_URL: api.url,
    KEYHOLD_TOKEN: await makeServiceToken(world, { permissions: ["*"] }),
  };
  const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider"];
  const { stdout } = await run(bin, args, { cwd: client, env }).catch((error) => error);
  expect(stdout).toMatch(/^\d+ passed\b/m);
});

it("does what its own document shows", { timeout: 120_000 }, async ({ skip }) => {
  const { bin, client } = python ?? skip("There is no Python here.");
  await makeTenant(world, { clientId: "acme_corp" });
  const env = { KEYHOLD_TOKEN: await makeServiceToken(world, { permissions: ["*"] }) };
  const folder = await mkdtemp(join(client, "../followed-"));
  const place = { folder, env, url: api.url, receiver: "", python: bin };
  await follow(snippetsOf("clients/python/README.md"), place, "");
});

it("guards a central logger with FastAPI, which keeps clients apart", { timeout: 120_000 }, async ({
  skip,
}) => {
  const { bin } = python ?? skip("There is no Python here.");
  await loggerStory(world, api, "examples/central-logger/logger.py", bin);
});
