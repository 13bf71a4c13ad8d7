import { afterAll, beforeAll, expect, it } from "vitest";
import type { Principal } from "#lib/core/principal.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { UNKNOWN_KEY } from "#lib/usage/group-labels.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { keyRow, writeUsage } from "#tests/support/usage-rows.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let tenant: TenantRow;
let viewer: Principal;
let staff: Principal;

beforeAll(async () => {
  world = await testWorld();
  tenant = await makeTenant(world);
  viewer = await principalOf(world, { tenant, role: "viewer" });
  staff = await principalOf(world, { platformRole: "admin" });
  const start = new Date("2026-01-01T00:00:00Z");
  const made = ["big", "small", "tiny"].map((name) =>
    keyRow(tenant.id, name, start, { legacy: name === "small" }),
  );
  const row = (key: number, day: string, calls: number, more = {}) => ({
    tenantId: tenant.id,
    keyId: made[key]!.id,
    bucket: new Date(`${day}T09:00:00Z`),
    calls,
    ...more,
  });
  await writeUsage(
    world,
    [
      row(0, "2026-03-10", 60),
      row(1, "2026-03-09", 30),
      row(2, "2026-03-08", 10, { outcome: "RATE_LIMITED" }),
      row(0, "2026-03-02", 40),
      {
        tenantId: PLATFORM_TENANT,
        keyId: UNKNOWN_KEY,
        environment: "none",
        outcome: "NOT_FOUND",
        bucket: new Date("2026-03-10T09:00:00Z"),
        calls: 5,
      },
    ],
    made,
  );
});
afterAll(() => world?.close());

const week = { range: "7d", compare: "previous" } as const;

it("ranks the largest, with shares that add up and what each was before", async () => {
  const top = await usageTop.execute(world.deps, viewer, { ...week, by: "key", most: 2 });
  expect(top.items.map(({ label, value, share, previous }) => ({ label, value, share, previous }))).toEqual([
    { label: "big", value: 60, share: 0.6, previous: 40 },
    { label: "small", value: 30, share: 0.3, previous: 0 },
  ]);
  expect(top).toMatchObject({ other: { value: 10, share: 0.1 }, total: 100 });
});

it("sums a range and the period before it", async () => {
  const totals = await usageTotals.execute(world.deps, viewer, week);
  expect(totals).toMatchObject({
    calls: 100,
    admitted: 90,
    refused: 10,
    requests: 90,
    activeKeys: 2,
    unknown: 0,
  });
  expect(totals).toMatchObject({ latencyMicros: 400, previous: { calls: 40, activeKeys: 1 } });
});

it("is zero, and not an error, where nothing happened", async () => {
  const quiet = await principalOf(world, { tenant: await makeTenant(world), role: "viewer" });
  const totals = await usageTotals.execute(world.deps, quiet, {});
  expect(totals).toMatchObject({ calls: 0, latencyMicros: null, previous: null, newestBucket: null });
  const top = await usageTop.execute(world.deps, quiet, { by: "key" });
  expect(top).toMatchObject({ items: [], other: null, total: 0 });
});

it("on the platform counts unknown keys among the refused", async () => {
  const totals = await platformUsageTotals.execute(world.deps, staff, week);
  expect(totals).toMatchObject({ calls: 105, refused: 15, unknown: 5, activeTenants: 1 });
  const top = await platformUsageTop.execute(world.deps, staff, { ...week, by: "tenant" });
  expect(top.items.map(({ label, value }) => [label, value])).toEqual([
    [tenant.name, 100],
    ["Unknown keys", 5],
  ]);
});

it("tells the calls of legacy keys apart, and how many still come", async () => {
  const split = await usageTop.execute(world.deps, viewer, { ...week, by: "legacy" });
  expect(split.items.map(({ key, label, value }) => ({ key, label, value }))).toEqual([
    { key: "current", label: "Other keys", value: 70 },
    { key: "legacy", label: "Legacy keys", value: 30 },
  ]);
  const totals = async (legacy: boolean) =>
    (await usageTotals.execute(world.deps, viewer, { ...week, legacy })).calls;
  expect([await totals(true), await totals(false)]).toMatchObject([30, 70]);
  const all = await platformUsageTop.execute(world.deps, staff, { ...week, by: "key", legacy: true });
  expect(all.items.map(({ label }) => label)).toEqual(["small"]);
});
