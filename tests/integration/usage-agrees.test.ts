import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "#lib/core/principal.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { makeTenant, principalOf } from "#tests/support/factories.ts";
import { seedUnknown, seedUsage } from "#tests/support/usage-seed.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const DAYS = 12;
let world: TestWorld;
let staff: Principal;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2026-11-02T16:20:00.000Z"));
  staff = await principalOf(world, { platformRole: "admin" });
  const now = world.clock.now();
  await seedUsage(world, (await makeTenant(world)).id, { now, days: DAYS });
  await seedUsage(world, (await makeTenant(world)).id, { now, days: DAYS, size: 0.3, seed: 2 });
  await seedUnknown(world, now, DAYS);
});
afterAll(() => world?.close());

type Asked = Parameters<typeof platformUsageTotals.execute>[2];

const groups = ["none", "outcome", "key", "environment", "tenant"] as const;

describe("numbers that stand on one page", () => {
  it.each([
    { range: "7d", zone: "Asia/Kathmandu" },
    { range: "7d", zone: "America/New_York", granularity: "1h" },
    { range: "24h", zone: "Asia/Kolkata" },
    { range: "custom", from: "2026-10-30", to: "2026-11-01", zone: "America/New_York" },
    { range: "30d", zone: "UTC", environment: "test" },
    { range: "30d", zone: "UTC", outcome: ["RATE_LIMITED", "NOT_FOUND"] },
  ] as Asked[])("agree with each other: %j", async (question) => {
    const totals = await platformUsageTotals.execute(world.deps, staff, question);
    expect(totals.calls).toBeGreaterThan(0);
    expect(totals.admitted + totals.refused).toBe(totals.calls);
    for (const groupBy of groups) {
      const series = await platformUsageSeries.execute(world.deps, staff, { ...question, groupBy });
      const lines = series.series.map(({ values }) => values.reduce<number>((a, b) => a + (b ?? 0), 0));
      expect(lines).toEqual(series.series.map(({ total }) => total));
      expect(lines.reduce((a, b) => a + b, 0)).toBe(totals.calls);
      expect(series.totals.total).toBe(totals.calls);
      const top = await platformUsageTop.execute(world.deps, staff, { ...question, by: groupBy, most: 3 });
      expect(top.items.reduce((sum, { value }) => sum + value, top.other?.value ?? 0)).toBe(totals.calls);
    }
  });
});
