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

it("tells of each process what became of the usage that it took, and when that does not add up", async () => {
  const node = (host: string, counts: number[], seen: string) => world.ownerSql`
    insert into nodes (id, host, pid, version, started_at, seen_at, acknowledged_seq, accepted, stored, waiting, set_aside)
    values (gen_random_uuid(), ${host}, 1, '1', now(), now() - ${seen}::interval, 0, ${counts[0] ?? 0},
      ${counts[1] ?? 0}, ${counts[2] ?? 0}, ${counts[3] ?? 0})`;
  await node("well", [10, 7, 3, 0], "1 second");
  await node("refused", [10, 9, 0, 1], "1 second");
  await node("killed", [5, 3, 2, 0], "1 hour");
  await node("wrong", [10, 7, 2, 0], "3 days");
  await node("long gone", [10, 10, 0, 0], "3 days");
  const staff = await principalOf(world, { platformRole: "support" });
  const { nodes, findings } = await systemStatus.execute(world.deps, staff, {});
  const told = new Map(nodes.map(({ host, state, addsUp }) => [host, [state, addsUp]]));
  expect(Object.fromEntries(told)).toEqual({
    well: ["running", true],
    refused: ["running", true],
    killed: ["silent", true],
    wrong: ["silent", false],
  });
  const about = (host: string) =>
    findings.filter(({ text }) => text.includes(host)).map(({ level }) => level);
  expect(["well", "refused", "killed", "wrong"].map(about)).toEqual([
    [],
    ["warning"],
    ["warning"],
    ["danger", "warning"],
  ]);
});

it("is closed to tenants", async () => {
  const tenant = await makeTenant(world);
  const owner = await principalOf(world, { tenant, role: "owner" });
  await expect(systemStatus.execute(world.deps, owner, {})).rejects.toMatchObject({ code: "forbidden" });
});
