import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "#lib/core/clock.ts";
import type { Principal } from "#lib/core/principal.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { UNKNOWN_KEY } from "#lib/usage/group-labels.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { keyRow, writeUsage } from "#tests/support/usage-rows.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let acme: TenantRow;
let other: TenantRow;
let viewer: Principal;
let staff: Principal;
const quarter = (text: string) => new Date(`${text}Z`);

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2026-03-29T10:07:00.000Z"));
  acme = await makeTenant(world, { timeZone: "Europe/Berlin" });
  other = await makeTenant(world);
  viewer = await principalOf(world, { tenant: acme, role: "viewer" });
  staff = await principalOf(world, { platformRole: "support" });
  const web = keyRow(acme.id, "web", quarter("2026-01-01T00:00"));
  const job = keyRow(acme.id, "job", quarter("2026-01-01T00:00"), { environment: "test" });
  const theirs = keyRow(other.id, "theirs", quarter("2026-01-01T00:00"));
  const mine = { tenantId: acme.id, keyId: web.id };
  await writeUsage(
    world,
    [
      { ...mine, bucket: quarter("2026-03-27T18:00"), calls: 1 },
      { ...mine, bucket: quarter("2026-03-27T18:15"), calls: 10 },
      { ...mine, bucket: quarter("2026-03-27T18:30"), calls: 100 },
      { ...mine, bucket: quarter("2026-03-27T22:45"), calls: 1_000 },
      { ...mine, bucket: quarter("2026-03-27T23:00"), calls: 10_000 },
      { ...mine, bucket: quarter("2026-03-29T10:00"), calls: 7, latencyMicros: 7_000 },
      {
        ...mine,
        bucket: quarter("2026-03-29T10:00"),
        calls: 3,
        outcome: "RATE_LIMITED",
        latencyMicros: 1_000,
      },
      {
        tenantId: acme.id,
        keyId: job.id,
        environment: "test",
        bucket: quarter("2026-03-29T09:45"),
        calls: 5,
      },
      { tenantId: other.id, keyId: theirs.id, bucket: quarter("2026-03-29T10:00"), calls: 999 },
      {
        tenantId: PLATFORM_TENANT,
        keyId: UNKNOWN_KEY,
        environment: "none",
        outcome: "NOT_FOUND",
        bucket: quarter("2026-03-29T10:00"),
        calls: 4,
      },
    ],
    [web, job, theirs],
  );
});
afterAll(() => world?.close());

const ask = (input: Parameters<typeof usageSeries.execute>[2]) =>
  usageSeries.execute(world.deps, viewer, input);

describe("usage over time", () => {
  it.each([
    ["UTC", [11_111, 0, 15]],
    ["Europe/Berlin", [1_111, 10_000, 15]],
    ["Asia/Kolkata", [11, 11_100, 15]],
    ["Asia/Kathmandu", [1, 11_110, 15]],
  ])("is cut into the days of %s", async (zone, values) => {
    const view = await ask({
      range: "custom",
      from: "2026-03-27",
      to: "2026-03-29",
      zone,
      granularity: "1d",
    });
    expect(view.series[0]?.values).toEqual(values);
    expect(view.totals).toEqual({ values, total: 11_126 });
    expect(view.buckets.map(({ inProgress }) => inProgress)).toEqual([false, false, true]);
  });

  it.each([
    ["Europe/Berlin", "2026-03-28", "2026-03-30", 23],
    ["Europe/Berlin", "2025-10-25", "2025-10-27", 25],
    ["America/Havana", "2025-11-01", "2025-11-03", 25],
    ["Africa/Cairo", "2025-04-24", "2025-04-26", 23],
  ])("in %s gives the day between %s and %s its %i hours", async (zone, from, to, hours) => {
    world.clock.set(new Date("2026-06-01T00:00:00Z"));
    const days = await ask({ range: "custom", from, to, zone, granularity: "1d" });
    const byHour = await ask({ range: "custom", from, to, zone, granularity: "1h" });
    world.clock.set(new Date("2026-03-29T10:07:00.000Z"));
    const lengths = days.buckets.map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / HOUR_MS);
    expect(lengths).toEqual([24, hours, 24]);
    expect(byHour.buckets).toHaveLength(48 + hours);
  });

  it.each(["1d", "1w", "1mo"] as const)(
    "has no gaps and no overlaps by %s, in any zone",
    async (granularity) => {
      for (const zone of ["UTC", "Asia/Kathmandu", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe"]) {
        const { buckets, range } = await ask({ range: "custom", from: "2025-10-10", zone, granularity });
        expect(buckets[0]?.start).toBe(range.from);
        expect(buckets.slice(1).map(({ start }) => start)).toEqual(
          buckets.slice(0, -1).map(({ end }) => end),
        );
        expect(Date.parse(buckets.at(-1)!.end)).toBeGreaterThanOrEqual(Date.parse(range.to));
      }
    },
  );

  it("counts the same whatever the granularity", async () => {
    for (const granularity of ["1d", "1w", "1mo"] as const) {
      const view = await ask({ range: "90d", granularity });
      expect(view).toMatchObject({
        range: { granularity, zone: "Europe/Berlin" },
        totals: { total: 11_126 },
      });
    }
  });

  it("is split by outcome, key and environment, with what was admitted first", async () => {
    const outcome = await ask({ range: "24h", groupBy: "outcome" });
    expect(outcome.series.map(({ key, total }) => [key, total])).toEqual([
      ["VALID", 12],
      ["RATE_LIMITED", 3],
    ]);
    const key = await ask({ range: "24h", groupBy: "key" });
    expect(key.series.map(({ label, total }) => [label, total])).toEqual([
      ["web", 10],
      ["job", 5],
    ]);
    const environment = await ask({ range: "24h", groupBy: "environment" });
    expect(environment.series.map(({ key: name, total }) => [name, total])).toEqual([
      ["live", 10],
      ["test", 5],
    ]);
  });

  it("can be narrowed by outcome, environment and key", async () => {
    expect((await ask({ range: "24h", outcome: ["RATE_LIMITED"] })).totals.total).toBe(3);
    expect((await ask({ range: "24h", outcome: "VALID,RATE_LIMITED" })).totals.total).toBe(15);
    expect((await ask({ range: "24h", environment: "test" })).totals.total).toBe(5);
    const [web] = (await ask({ range: "24h", groupBy: "key" })).series;
    expect((await ask({ range: "24h", key: [web!.key as "key_"] })).totals.total).toBe(10);
  });

  it("measures requests, refusals and average latency", async () => {
    expect((await ask({ range: "24h", metric: "requests" })).totals.total).toBe(12);
    expect((await ask({ range: "24h", metric: "refusals" })).totals.total).toBe(3);
    const latency = await ask({ range: "1h", metric: "latency", environment: "live" });
    expect(latency).toMatchObject({ unit: "micros", totals: { total: 800 } });
    expect(latency.series[0]?.values).toEqual([null, null, null, null, 800]);
  });

  it("is held against the period before, up to the same moment", async () => {
    const view = await ask({
      range: "custom",
      from: "2026-03-28",
      to: "2026-03-28",
      zone: "UTC",
      compare: "previous",
    });
    expect(view.previous).toMatchObject({ from: "2026-03-27T00:00:00.000Z", total: 11_111 });
    expect(view.previous?.values).toHaveLength(view.buckets.length);
  });

  it("says how fresh it is", async () => {
    expect(await ask({})).toMatchObject({
      newestBucket: "2026-03-29T10:00:00.000Z",
      asOf: "2026-03-29T10:07:00.000Z",
    });
  });

  it("names what is wrong with a question", async () => {
    const bad = { zone: "Mars/Olympus", range: "2 days", key: ["nobody"] } as unknown as object;
    await expect(ask(bad)).rejects.toMatchObject({
      code: "invalid_input",
      fields: { zone: expect.any(String) },
    });
  });

  it("keeps ten groups and sums the rest", async () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      keyRow(other.id, `key ${index}`, quarter("2026-01-01T00:00")),
    );
    const rows = many.map(({ id }, index) => ({
      tenantId: other.id,
      keyId: id,
      bucket: quarter("2026-02-01T00:00"),
      calls: 100 - index,
    }));
    await writeUsage(world, rows, many);
    const theirs = await principalOf(world, { tenant: other, role: "viewer" });
    const day = { range: "custom", from: "2026-02-01", to: "2026-02-01", zone: "UTC" } as const;
    const { series, totals } = await usageSeries.execute(world.deps, theirs, { ...day, groupBy: "key" });
    expect(series).toHaveLength(11);
    expect(series.at(-1)).toMatchObject({ key: "other", label: "Other", total: 90 + 89 + 88 + 87 });
    expect(totals.total).toBe(rows.reduce((sum, { calls }) => sum + calls, 0));
  });
});

describe("who sees what", () => {
  it("a tenant never counts another tenant's calls, nor those with unknown keys", async () => {
    expect((await ask({ range: "15m", groupBy: "key" })).series.map(({ label }) => label)).toEqual([
      "web",
      "job",
    ]);
  });

  it("a tenant cannot ask about another tenant", async () => {
    await expect(ask({ tenant: [other.id] } as object)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(platformUsageSeries.execute(world.deps, viewer, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("staff see every tenant and the unknown keys beside them", async () => {
    const view = await platformUsageSeries.execute(world.deps, staff, { range: "15m", groupBy: "tenant" });
    expect(view.range.zone).toBe("UTC");
    expect(view.series.map(({ label, total }) => [label, total])).toEqual([
      [other.name, 999],
      [acme.name, 15],
      ["Unknown keys", 4],
    ]);
    const one = await platformUsageSeries.execute(world.deps, staff, { range: "15m", tenant: [acme.id] });
    expect(one.totals.total).toBe(15);
  });
});
