// The Python client, installed into an empty virtual environment, and its own tests against a real api.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { makePython } from "#tests/support/python.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const run = promisify(execFile);
let world: TestWorld;
let api: TestApi;
beforeAll(async () => {
  world = await testWorld();
  // The client lives in another program, with a clock of its own.
  world.clock.set(new Date());
  api = await testApi(world);
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

it("installs into an empty environment and passes its own tests", { timeout: 300_000 }, async ({ skip }) => {
  const python = await makePython("test");
  if ("missing" in python) {
    process.stderr.write(`The Python client is left out: ${python.missing}\n`);
    skip(python.missing);
    return;
  }
  try {
    const env = {
      ...process.env,
      KEYHOLD_URL: api.url,
      KEYHOLD_TOKEN: await makeServiceToken(world, { permissions: ["*"] }),
    };
    const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider"];
    const { stdout } = await run(python.bin, args, { cwd: python.client, env }).catch((error) => error);
    expect(stdout).toMatch(/^\d+ passed\b/m);
  } finally {
    await python.remove();
  }
});
