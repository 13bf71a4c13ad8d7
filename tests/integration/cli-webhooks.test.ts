// Webhooks and leaks from the command line.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cli } from "#tests/support/cli.ts";
import { makeTenant } from "#tests/support/factories.ts";
import { makeKey } from "#tests/support/keys.ts";
import { warmWorldCli } from "#tests/support/warm-cli.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let cli: Cli;
beforeAll(async () => {
  world = await testWorld();
  cli = await warmWorldCli(world);
});
afterAll(async () => {
  await cli?.close();
  await world?.close();
});

test("an endpoint is made, with its secret shown once, changed, tried and deleted", async () => {
  const { clientId } = await makeTenant(world);
  const of = ["--tenant", clientId];
  const made = await cli.json(["webhooks", "create", "--url", "https://93.184.216.34/hooks", ...of]);
  expect(made.secret).toMatch(/^whsec_/);
  const changed = await cli.json(["webhooks", "update", made.id, "--types", "key.revoked,key.leaked", ...of]);
  expect(changed.types).toEqual(["key.revoked", "key.leaked"]);
  expect(await cli.json(["webhooks", "test", made.id, ...of])).toMatchObject({ type: "webhook.test" });
  const { items } = await cli.json(["webhooks", "list", ...of]);
  expect(items).toMatchObject([{ id: made.id, secretState: "ready" }]);
  await cli.json(["webhooks", "delete", made.id, "--yes", ...of]);
  expect((await cli.json(["webhooks", "list", ...of])).items).toEqual([]);
}, 240_000);

test("found keys are reported from a file, and dealt with as the policy says", async () => {
  const key = await makeKey(world, await makeTenant(world));
  const file = join(cli.folder, "found.txt");
  writeFileSync(file, `${key.secret}\nkh_live_nothing\n`);
  await cli.json(["leaks", "policy", "revoke"]);
  const { results } = await cli.json(["leaks", "report", "--file", file, "--source", "paste"]);
  expect(results).toMatchObject([
    { label: "true_positive", keyId: key.id, action: "revoked" },
    { label: "false_positive" },
  ]);
  expect((await cli.json(["leaks", "list"])).items).toMatchObject([{ source: "paste", action: "revoked" }]);
}, 240_000);
