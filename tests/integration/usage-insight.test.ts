// What is worked out from roll-ups: forecasts, what a change is made of, and the week of a key in a list.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { usageEvents } from "#db/schema/index.ts";
import { inTenant } from "#db/tenant.ts";
import type { Principal } from "#lib/core/principal.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { explainChange } from "#lib/usage/explain-change.ts";
import { explainPlatformChange } from "#lib/usage/explain-platform-change.ts";
import { forecastLimits } from "#lib/usage/forecast-limits.ts";
import { forecastQuotas } from "#lib/usage/forecast-quotas.ts";
import { forecastUsage } from "#lib/usage/forecast-usage.ts";
import { keySparklines } from "#lib/usage/key-sparklines.ts";
import { platformKeySparklines } from "#lib/usage/platform-key-sparklines.ts";
import { secretCallers } from "#lib/usage/secret-callers.ts";
import { worldCli } from "#tests/support/cli.ts";
import { makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { keyRow, writeUsage } from "#tests/support/usage-rows.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const HOUR_MS = 3_600_000;
/** 18:30 on Friday, 20 March 2026 in New York, twelve days after its clocks went forward. */
const NOW = new Date("2026-03-20T22:30:00Z");

let world: TestWorld;
let tenant: TenantRow;
let viewer: Principal;
let stranger: Principal;
const limit = {
  name: "month",
  kind: "quota",
  meter: "requests",
  window: "month",
  onFailure: "local",
} as const;
let steady: ReturnType<typeof keyRow>;
let rising: ReturnType<typeof keyRow>;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(NOW);
  tenant = await makeTenant(world, { timeZone: "America/New_York" });
  viewer = await principalOf(world, { tenant, role: "viewer" });
  stranger = await principalOf(world, { tenant: await makeTenant(world), role: "viewer" });
  const start = new Date("2026-01-01T00:00:00Z");
  steady = keyRow(tenant.id, "steady", start, { limits: [{ ...limit, limit: 6_000 }] });
  rising = keyRow(tenant.id, "rising", start, { limits: [{ ...limit, limit: 1_000_000 }] });
  const rows = [];
  // Ten calls an hour for 40 days, and of another key 100 in each of the last two days.
  for (let at = NOW.getTime() - 40 * 24 * HOUR_MS; at < NOW.getTime(); at += HOUR_MS)
    rows.push({ tenantId: tenant.id, keyId: steady.id, bucket: new Date(at - (at % HOUR_MS)), calls: 10 });
  for (const day of ["19", "20"])
    rows.push({
      tenantId: tenant.id,
      keyId: rising.id,
      bucket: new Date(`2026-03-${day}T15:15:00Z`),
      calls: 100,
    });
  await writeUsage(world, rows, [steady, rising]);
  await world.ownerSql`
    insert into limit_counters (tenant_id, key_id, meter, "window", bucket, spent) values
    (${uuidOf("ten", tenant.id)}, ${uuidOf("key", steady.id)}, 'requests', 'month', '2026-03-01T00:00:00Z', 4760)`;
}, 60_000);
afterAll(() => world?.close());

describe("a forecast", () => {
  it("goes to the end of the tenant’s month, over a change of its clocks, from what was used", async () => {
    const view = await forecastUsage.execute(world.deps, viewer, { key: steady.id });
    expect(view.period).toEqual({
      from: "2026-03-01T05:00:00.000Z",
      to: "2026-04-01T04:00:00.000Z",
      zone: "America/New_York",
    });
    expect(view.used).toBe(4_740 - 10);
    // The 269.5 hours that are left of the month, at ten calls each.
    expect(view.forecast?.expected).toBeCloseTo(view.used + 2_695, 0);
    expect(view.words).toContain("Mar 31, 2026");
  });

  it("of a key that is two days old is none, and says what it takes", async () => {
    const view = await forecastUsage.execute(world.deps, viewer, { key: rising.id });
    expect(view).toMatchObject({ used: 200, forecast: null });
    expect(view.words).toMatch(/3 whole days/);
  });

  it("says when a quota ends, and which one is nearest to it", async () => {
    const [outlook] = await forecastLimits.execute(world.deps, viewer, { keyId: steady.id });
    // 1,240 are left, which is 124 hours.
    expect(outlook).toMatchObject({ outlook: "ends", left: 1_240, resetsAt: "2026-04-01T00:00:00.000Z" });
    expect(Math.abs(Date.parse(outlook!.endsAt!) - NOW.getTime() - 124 * HOUR_MS)).toBeLessThan(HOUR_MS);
    expect(await forecastQuotas.execute(world.deps, viewer, {})).toEqual([outlook]);
    expect(await forecastQuotas.execute(world.deps, stranger, {})).toEqual([]);
  });
});

describe("an explanation", () => {
  it("adds up to the difference by every dimension, and names what is new", async () => {
    const view = await explainChange.execute(world.deps, viewer, { range: "7d", zone: "UTC" });
    expect(view.change).toBe(view.after.total - view.before.total);
    expect(view.dimensions.length).toBeGreaterThan(1);
    for (const { parts } of view.dimensions)
      expect(parts.reduce((sum, { change }) => sum + change, 0)).toBe(view.change);
    expect(view.dimensions[0]!.parts[0]).toMatchObject({
      label: "rising",
      before: 0,
      after: 200,
      mark: "new",
    });
    expect(view.sentence).toMatch(/rose by .*rising/);
  });

  it("compares with a range that is chosen, and refuses what is none", async () => {
    const ask = (beforeFrom: string) =>
      explainChange.execute(world.deps, viewer, {
        from: "2026-03-18",
        to: "2026-03-18",
        zone: "UTC",
        beforeFrom,
        beforeTo: "2026-03-17",
      });
    expect(await ask("2026-03-16")).toMatchObject({
      before: { total: 480 },
      after: { total: 240 },
      change: -240,
    });
    await expect(ask("2027-01-01")).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("an explanation of the platform", () => {
  it("adds up by tenant as well, and is the same on the command line", async () => {
    const staff = await principalOf(world, { platformRole: "support" });
    const asked = { from: "2026-03-19", to: "2026-03-19", zone: "UTC" };
    const view = await explainPlatformChange.execute(world.deps, staff, asked);
    expect(view.dimensions.map(({ by }) => by)).toEqual(expect.arrayContaining(["tenant", "key", "outcome"]));
    for (const { parts } of view.dimensions)
      expect(parts.reduce((sum, { change }) => sum + change, 0)).toBe(100);
    expect(view.dimensions[0]?.parts[0]).toMatchObject({ key: tenant.id, label: tenant.name });
    await expect(explainPlatformChange.execute(world.deps, viewer, asked)).rejects.toMatchObject({
      code: "forbidden",
    });
    const cli = await worldCli(world);
    const days = ["--since", "2026-03-19", "--until", "2026-03-19"];
    const told = await cli.json(["usage", ...days, "explain"]);
    expect({ ...told, asOf: view.asOf }).toEqual(view);
    await cli.close();
  });
});

describe("a key’s week in a list", () => {
  it("is cut into days of the zone, for keys with and without calls", async () => {
    const ask = { keyIds: [rising.id, steady.id] };
    const lines = await keySparklines.execute(world.deps, viewer, ask);
    expect(lines[rising.id]).toEqual([0, 0, 0, 0, 0, 100, 100]);
    expect(lines[steady.id]?.slice(0, 6)).toEqual([240, 240, 240, 240, 240, 240]);
    const staff = await principalOf(world, { platformRole: "support" });
    const elsewhere = await platformKeySparklines.execute(world.deps, staff, {
      ...ask,
      zone: "America/New_York",
    });
    expect(elsewhere).toEqual(lines);
  });

  it("says nothing of another tenant’s keys", async () => {
    const lines = await keySparklines.execute(world.deps, stranger, { keyIds: [rising.id] });
    expect(lines[rising.id]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

describe("a secret that is rotated out", () => {
  it("is told by who still calls with it, and tells another tenant nothing", async () => {
    const [old, fresh] = [newId("sec"), newId("sec")];
    const call = (secretId: Id<"sec">, minutes: number, ip: string) => ({
      ...{ tenantId: tenant.id, keyId: steady.id, secretId, id: newId("evt"), environment: "live" as const },
      ...{ at: new Date(NOW.getTime() - minutes * 60_000), outcome: "VALID" as const, cost: 1, ip },
      ...{ resource: "GET /orders", userAgent: "orders/2", latencyMicros: 300, requestId: newId("evt") },
    });
    const calls = [call(old, 5, "203.0.113.7"), call(old, 9, "203.0.113.7"), call(old, 1, "203.0.113.8")];
    await inTenant(world.as("worker").db, tenant.id, (tx) =>
      tx
        .insert(usageEvents)
        .values([...calls, call(fresh, 2, "203.0.113.9"), call(old, 2_000, "203.0.113.1")]),
    );
    const ask = { keyId: steady.id, secretId: old };
    const told = await secretCallers.execute(world.deps, viewer, ask);
    expect(told).toMatchObject({ calls: 3, ofCalls: 4 });
    expect(told.callers.map(({ ip, calls: made }) => [ip, made])).toEqual([
      ["203.0.113.7", 2],
      ["203.0.113.8", 1],
    ]);
    expect(await secretCallers.execute(world.deps, stranger, ask)).toMatchObject({ calls: 0, callers: [] });
  });
});
