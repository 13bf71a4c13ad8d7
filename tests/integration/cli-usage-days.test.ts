// Days of usage that are proved and added up again on the command line.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import type { Cli } from "../support/cli.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant } from "../support/factories.ts";
import { callAt } from "../support/usage-events.ts";
import { warmWorldCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

// Some commands are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
let cli: Cli;
let yesterday: string;
beforeAll(async () => {
  world = await testWorld();
  cli = await warmWorldCli(world);
  const at = new Date(Date.now() - 86_400_000);
  yesterday = at.toISOString().slice(0, 10);
  await world.ownerSql`select ensure_usage_partitions(${yesterday}, ${yesterday}::date + 3)`;
  const { id: tenantId } = await makeTenant(world);
  await storeUsage(
    world.as("api").db.sql,
    [1, 2, 3].map(() => callAt(new Date(`${yesterday}T12:00:00Z`), { tenantId, keyId: newId("key") })),
  );
});
afterAll(async () => {
  await cli?.close();
  await world?.close();
});

it("a day is proved, is found wrong with exit code 1, and is right again once it was added up anew", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const proved = await cli.json(["usage", "prove", "--from", yesterday, "--to", today]);
  expect(proved.items).toMatchObject([
    { day: yesterday, calls: 3, differences: 0 },
    { day: today, calls: 0, differences: 0 },
  ]);
  await world.ownerSql`update tenant_days set calls = calls + 1`;
  const wrong = await cli.run(["usage", "prove", "--from", yesterday]);
  expect(wrong).toMatchObject({ code: 1, stderr: "" });
  expect(wrong.stdout).toContain("tenant_days: 1");
  const { items } = await cli.json(["usage", "reroll", "--from", yesterday]);
  expect(items).toMatchObject([{ day: yesterday, rows: expect.any(Number) }]);
  const again = await cli.run(["usage", "prove", "--from", yesterday]);
  expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(new RegExp(`${yesterday} +3 +0`))]);
});

it("a day that is none, comes before the first, or is not kept any more is refused by its name", async () => {
  const wrongs = [
    ["--from", "yesterday"],
    ["--from", yesterday, "--to", "2020-01-01"],
    ["--from", "2020-01-01"],
  ];
  for (const words of wrongs) {
    const ran = await cli.run(["usage", "prove", ...words, "--json"]);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(JSON.parse(ran.stderr).error.code).toBe("invalid_input");
  }
});

describeCommand(rerollUsage, {
  role: "api",
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  async arrange({ world: { clock, ownerSql } }) {
    const day = clock.now().toISOString().slice(0, 10);
    await ownerSql`select ensure_usage_partitions(${day}, ${day}::date + 1)`;
    return { day };
  },
  worked: (done, { input }) => expect(done).toEqual({ day: input.day, rows: 0 }),
  bad: { change: { day: "yesterday" }, fields: ["day"] },
});
