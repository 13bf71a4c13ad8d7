// Provider keys and master keys from the command line.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Cli, worldCli } from "../support/cli.ts";
import { PLANTED } from "../support/credentials.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { TEST_MASTER_KEYS, type TestWorld, testWorld } from "../support/world.ts";

const second = `2:${createHash("sha256").update("the next master key").digest("base64")}`;
// Each command is a process of its own.
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
let tenant: TenantRow;
let cli: Cli;
beforeAll(async () => {
  world = await testWorld();
  tenant = await makeTenant(world);
  cli = await worldCli(world);
});
afterAll(async () => {
  await cli?.close();
  await world?.close();
});

it("a provider key is piped in, listed by its end and removed, and never shown", async () => {
  const whose = ["--tenant", tenant.clientId];
  const add = ["credentials", "add", "--provider", "openai", "--label", "main", ...whose];
  const { id, last4 } = await cli.json(add, `${PLANTED}\n`);
  expect(last4).toBe(PLANTED.slice(-4));
  const listed = await cli.run(["credentials", "list", ...whose]);
  expect(listed.stdout).toContain(id);
  expect(listed.stdout).not.toContain(PLANTED);
  expect((await cli.json(["credentials", "remove", id, ...whose])).removedAt).not.toBeNull();
  const wrong = await cli.run(
    ["credentials", "add", "--provider", "openai", "--label", "x", ...whose],
    "two words",
  );
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("one word")]);
});

it("a master key is followed by another, and the old one may go when it says so", async () => {
  await cli.json(["credentials", "add", "--provider", "groq", "--label", "own"], PLANTED);
  const later = await worldCli(world, { KEYHOLD_MASTER_KEYS: `${TEST_MASTER_KEYS},${second}` });
  const dry = await later.run(["vault", "rotate", "--dry-run"]);
  expect([dry.code, dry.stdout]).toEqual([0, expect.stringMatching(/would wrap (\d+) of \1 tenant keys/)]);
  expect((await later.json(["vault", "rotate"])).rotation).toMatchObject({ state: "done", unreadable: 0 });
  const after = await worldCli(world, { KEYHOLD_MASTER_KEYS: second });
  expect((await after.json(["vault", "status"])).masterKeys).toMatchObject([{ version: 2, sealingKeys: 0 }]);
  const old = await cli.run(["vault", "rotate"]);
  expect([old.code, old.stderr]).toEqual([6, expect.stringContaining("Version 2")]);
});

it("a tenant's key is destroyed by its name alone", async () => {
  const wrong = await cli.run(["vault", "shred", tenant.clientId, "--confirm", "another"]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining(tenant.clientId)]);
  const done = await cli.json(["vault", "shred", tenant.clientId, "--confirm", tenant.clientId]);
  expect(done).toMatchObject({ clientId: tenant.clientId, keys: 1 });
});
