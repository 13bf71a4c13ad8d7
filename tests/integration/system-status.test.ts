import { afterAll, beforeAll, expect, it } from "vitest";
import { systemStatus } from "#lib/system/system-status.ts";
import { makeTenant, principalOf } from "#tests/support/factories.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

it("tells staff the state of database, migrations, partitions, processes and mail", async () => {
  await makeTenant(world);
  world.clock.set(new Date());
  const staff = await principalOf(world, { platformRole: "support" });
  const status = await systemStatus.execute(world.deps, staff, {});
  expect(status.database).toMatchObject({
    version: expect.stringMatching(/^\d+/),
    bytes: expect.any(Number),
  });
  expect(status.migrations.applied).toBeGreaterThanOrEqual(6);
  expect(status.partitions.days).toBeGreaterThanOrEqual(8);
  expect(status.processes.map(({ role }) => role)).toContain("web");
  expect(status).toMatchObject({ mail: { waiting: 0, failed: 0 }, directory: { tenants: 1, users: 1 } });
  expect(status.findings.map(({ text }) => text.split(" ")[1])).toEqual(["api", "worker"]);
});

it("warns when the days ahead have no partitions", async () => {
  const staff = await principalOf(world, { platformRole: "support" });
  world.clock.advance(30 * 86_400_000);
  const { findings } = await systemStatus.execute(world.deps, staff, {});
  expect(findings[0]).toMatchObject({ level: "danger", text: expect.stringContaining("partition") });
});

it("is closed to tenants", async () => {
  const tenant = await makeTenant(world);
  const owner = await principalOf(world, { tenant, role: "owner" });
  await expect(systemStatus.execute(world.deps, owner, {})).rejects.toMatchObject({ code: "forbidden" });
});
