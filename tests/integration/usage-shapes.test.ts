// The same questions while days are read finely, once they are shaped, after something came late, and after a day was
// rolled again: whatever is read, the answers are the same.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemPrincipal } from "#lib/core/principal.ts";
import { forgetOldUsage } from "#lib/jobs/forget-old-usage.ts";
import { shapeUsageDays } from "#lib/jobs/shape-usage-days.ts";
import { newId } from "#lib/shared/ids.ts";
import { DAY_SHAPES } from "#lib/usage/day-shapes.ts";
import { daysToShape } from "#lib/usage/days-to-shape.ts";
import { modelUsage } from "#lib/usage/model-usage.ts";
import { platformUsageHeatMap } from "#lib/usage/platform-usage-heat-map.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";
import { usageHeatMap } from "#lib/usage/usage-heat-map.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { storeReports } from "#lib/verify/report-store.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { jobContext } from "#tests/support/job-context.ts";
import { callAt, MODEL_USE } from "#tests/support/usage-events.ts";
import { keyRow, writeUsage } from "#tests/support/usage-rows.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

vi.setConfig({ testTimeout: 180_000 });

/** Over the night in which New York's clocks go back. */
const [FIRST, NOW] = [Date.parse("2026-10-20T00:00:00Z"), new Date("2026-11-06T09:40:00Z")];
const ZONES = ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York"];
const staff = systemPrincipal("test");
const keys = Array.from({ length: 3 }, () => newId("key"));
const STRANGER = newId("key");
let world: TestWorld;
let acme: TenantRow;
let other: TenantRow;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(NOW);
  [acme, other] = [await makeTenant(world), await makeTenant(world)];
  await world.ownerSql`select ensure_usage_partitions('2026-10-19', '2026-11-07')`;
  const rows = keys.map((id, n) => ({ ...keyRow(acme.id, `key ${n}`, new Date(FIRST)), id }));
  await writeUsage(world, [], rows);
  const events = Array.from({ length: 1_500 }, (_, n) => eventAt(FIRST + n * 991_000, n));
  await storeUsage(world.as("api").db.sql, events);
});
afterAll(() => world?.close());

function eventAt(ms: number, n: number) {
  const outcome = n % 6 ? ("VALID" as const) : ("RATE_LIMITED" as const);
  return callAt(new Date(ms), {
    tenantId: n % 4 ? acme.id : other.id,
    keyId: n % 4 ? keys[n % 7 ? Math.min(n % 5, 1) : 2]! : STRANGER,
    environment: n % 5 ? "live" : "test",
    ...{ outcome, cost: 1 + (n % 3), latencyMicros: 50 + n },
    units: n % 6 && n % 5 ? { patients: n } : null,
    resource: n % 7 ? `/things/${(n % 5) % 3}` : null,
    scope: n % 3 ? "things:read" : null,
    use: n % 3 ? null : { ...MODEL_USE, model: `small-${n % 2}`, cost_pico: String(1_000 * n) },
  });
}

type Question = Parameters<typeof platformUsageSeries.execute>[2];

const QUESTIONS: Question[] = [
  ...(["outcome", "key", "environment", "none"] as const).map((groupBy) => ({ groupBy })),
  { groupBy: "none", metric: "requests" },
  { groupBy: "none", metric: "refusals", environment: "live" },
  { groupBy: "none", metric: "latency" },
  { groupBy: "none", metric: "meter", meter: "patients" },
  { groupBy: "environment", metric: "meter", meter: "patients" },
  { groupBy: "key", metric: "refusals" },
  { groupBy: "key", metric: "cost" },
  { groupBy: "model", metric: "tokens", key: [keys[0]!] },
  { groupBy: "model", metric: "cost" },
  { groupBy: "payer", metric: "tokens", environment: "live" },
  { groupBy: "resource" },
  { groupBy: "scope", metric: "refusals" },
];

async function answers(zone: string): Promise<unknown[]> {
  const principal = systemPrincipal("test", acme.id);
  const ranges = [{ range: "30d" }, { range: "custom", from: "2026-10-28", to: "2026-11-03" }] as const;
  const all: Promise<unknown>[] = [];
  for (const range of ranges) {
    const asked = { ...range, zone };
    for (const question of QUESTIONS) {
      all.push(
        platformUsageSeries.execute(world.deps, staff, { ...asked, ...question, compare: "previous" }),
      );
      all.push(usageSeries.execute(world.deps, principal, { ...asked, ...question } as never));
    }
    all.push(platformUsageSeries.execute(world.deps, staff, { ...asked, groupBy: "tenant" }));
    all.push(platformUsageSeries.execute(world.deps, staff, { ...asked, groupBy: "tenant", metric: "cost" }));
    for (const by of ["key", "outcome", "resource", "scope"] as const) {
      all.push(platformUsageTop.execute(world.deps, staff, { ...asked, by }));
      all.push(usageTop.execute(world.deps, principal, { ...asked, by }));
    }
    all.push(platformUsageTotals.execute(world.deps, staff, asked));
    all.push(usageTotals.execute(world.deps, principal, asked));
    all.push(usageTotals.execute(world.deps, principal, { ...asked, key: keys.slice(0, 2) }));
    all.push(platformUsageHeatMap.execute(world.deps, staff, { ...asked, tenant: [acme.id] }));
    all.push(usageHeatMap.execute(world.deps, principal, { ...asked, metric: "refusals" }));
    all.push(usageHeatMap.execute(world.deps, principal, { ...asked, key: [keys[0]!], metric: "requests" }));
    all.push(modelUsage.execute(world.deps, principal, asked));
  }
  return Promise.all(all);
}

type Ask = (principal: ReturnType<typeof systemPrincipal>) => Promise<unknown>;

const WEEK = { range: "custom", from: "2026-10-22", to: "2026-10-28", zone: "Asia/Kolkata" } as const;
const LAST = (sum: string) => `${sum}[cardinality(slots)]`;
const everybodys = (question: Question) => () =>
  platformUsageSeries.execute(world.deps, staff, { ...WEEK, ...question });
const theirs =
  (question: Parameters<typeof usageSeries.execute>[2]): Ask =>
  (principal) =>
    usageSeries.execute(world.deps, principal, { ...WEEK, ...question });

/** What is told otherwise when what a shape comes to in a day is. */
const READ_FROM: Record<string, [sum: string, ask: Ask]> = {
  tenant_call_shapes: [LAST("calls"), (principal) => usageHeatMap.execute(world.deps, principal, WEEK)],
  platform_call_shapes: [LAST("calls"), everybodys({ groupBy: "none" })],
  key_call_shapes: [LAST("calls"), theirs({ key: [keys[0]!] })],
  key_day_shapes: ["calls", () => platformUsageTop.execute(world.deps, staff, { ...WEEK, by: "key" })],
  tenant_resource_shapes: [LAST("calls"), theirs({ groupBy: "resource" })],
  tenant_scope_shapes: [LAST("refusals"), theirs({ groupBy: "scope", metric: "refusals" })],
  platform_resource_shapes: [LAST("calls"), everybodys({ groupBy: "resource" })],
  platform_scope_shapes: [LAST("calls"), everybodys({ groupBy: "scope" })],
  tenant_meter_shapes: [LAST("quantity"), theirs({ metric: "meter", meter: "patients" })],
  platform_meter_shapes: [LAST("quantity"), everybodys({ metric: "meter", meter: "patients" })],
  tenant_model_shapes: [LAST("cost_pico"), theirs({ metric: "cost" })],
  key_model_shapes: [LAST("cost_pico"), theirs({ metric: "cost", key: [keys[0]!] })],
  platform_model_shapes: [LAST("cost_pico"), everybodys({ metric: "cost" })],
};

const HARD_ZONES = ["Asia/Kolkata", "America/New_York"];
const everywhere = (zones = HARD_ZONES) => Promise.all(zones.map(answers));
const shape = () => shapeUsageDays.run(jobContext(world));
/** What is marked as shaped of a day. */
const marks = async (day: string) =>
  (await world.ownerSql`select about from shaped_days where day = ${day} order by 1`).map(
    ({ about }) => about,
  );
const lacking = () => daysToShape.execute(world.deps, staff, {});
const ALL = ["calls", "key-days", "key-models", "keys", "labels", "meters", "models", "platform"];
const without = (...about: string[]) => ALL.filter((each) => !about.includes(each));
const WITH_CALLS = ["calls", "key-days", "keys", "labels", "platform"];

describe("days that are shaped", () => {
  it("are all asked below", () => {
    expect(Object.keys(READ_FROM).toSorted()).toEqual(DAY_SHAPES.map(({ table }) => table).toSorted());
  });

  it("answer everything as they did before, in every zone, and once they are is nothing left to do", async () => {
    const finely = await everywhere(ZONES);
    expect(await shape()).toEqual({ days: 17 });
    expect(await everywhere(ZONES)).toEqual(finely);
    expect(await shape()).toEqual({ days: 0 });
  });

  it("that lack what was added since are given it, and answer alike before", async () => {
    await shape();
    const before = await answers("Asia/Kolkata");
    const added = ["key-days", "key-models", "labels", "platform"];
    await world.ownerSql`delete from shaped_days where about = any (${added})`;
    expect(await answers("Asia/Kolkata")).toEqual(before);
    expect(new Set((await lacking()).map(({ about }) => about.join()))).toEqual(new Set([added.join()]));
    expect(await shape()).toEqual({ days: 17 });
    expect(await answers("Asia/Kolkata")).toEqual(before);
  });

  it.each(Object.entries(READ_FROM))("are what is read: %s", async (table, [sum, ask]) => {
    await shape();
    const answer = () => ask(systemPrincipal("test", acme.id));
    const before = await answer();
    await world.ownerSql.unsafe(`update ${table} set ${sum} = ${sum} + 1000000 where bucket = '2026-10-25'`);
    expect(await answer()).not.toEqual(before);
    await rerollUsage.execute(world.deps, staff, { day: "2026-10-25" });
    expect(await answer()).toEqual(before);
  });

  it("are read finely again from the moment that something of them comes late, until they are shaped again", async () => {
    const { sql } = world.as("api").db;
    const late = Array.from({ length: 40 }, (_, n) =>
      eventAt(Date.parse("2026-10-30T19:00:00Z") + n * 300_000, n),
    );
    await storeUsage(sql, late);
    expect(await marks("2026-10-30")).toEqual([]);
    expect(await marks("2026-10-29")).toEqual(ALL);
    const finely = await everywhere();
    expect(await shape()).toEqual({ days: 1 });
    expect(await everywhere()).toEqual(finely);
    // Once more, which changes nothing: whoever tells a call twice takes nothing back.
    await storeUsage(sql, late);
    expect(await marks("2026-10-30")).toEqual(ALL);
  });

  it("lose only what a late report or a call of no model is about", async () => {
    const report = { place: 0, id: "late", keyId: keys[0]!, meter: "patients", quantity: 9 };
    const at = new Date("2026-10-31T18:40:00Z");
    await storeReports(world.as("api").db.sql, acme.id, [{ ...report, at, resource: null, tags: null }]);
    expect(await marks("2026-10-31")).toEqual(without("meters"));
    const plain = callAt(new Date("2026-10-27T03:00:00Z"), { tenantId: acme.id, keyId: keys[1]! });
    await storeUsage(world.as("api").db.sql, [plain]);
    expect(await marks("2026-10-27")).toEqual(without(...WITH_CALLS));
    expect(await lacking()).toEqual([
      { day: "2026-10-31", about: ["meters"] },
      { day: "2026-10-27", about: WITH_CALLS },
    ]);
    const finely = await everywhere();
    expect(await shape()).toEqual({ days: 2 });
    expect(await everywhere()).toEqual(finely);
  });

  it("are made again with the day that is rolled again, from sums that are right", async () => {
    const before = await everywhere();
    await world.ownerSql`update tenant_quarter_hours set calls = calls + 7 where bucket = '2026-11-02 20:15Z'`;
    await rerollUsage.execute(world.deps, staff, { day: "2026-11-02" });
    expect(await marks("2026-11-02")).toEqual(ALL);
    expect(await everywhere()).toEqual(before);
  });

  it("are none of the day that is running, and not of a day to come", async () => {
    expect((await marks("2026-11-06")).length).toBe(0);
    await rerollUsage.execute(world.deps, staff, { day: "2026-11-06" });
    expect((await marks("2026-11-06")).length).toBe(0);
  });

  it("let go of keys, resources and scopes when their quarter hours and hours go, and are not asked for them again", async () => {
    world.clock.set(new Date("2026-12-10T10:00:00Z"));
    const count = async (table: string) =>
      (await world.ownerSql.unsafe(`select count(*)::int as rows from ${table}`))[0]?.rows;
    const tenants = await count("tenant_call_shapes");
    await forgetOldUsage.run(jobContext(world));
    expect(await marks("2026-11-04")).toEqual(without("keys", "labels"));
    expect(await marks("2026-11-05")).toEqual(ALL);
    const [{ first }] = (await world.ownerSql`
      select min(bucket)::text as first from key_call_shapes`) as unknown as [{ first: string }];
    expect(first).toBe("2026-11-05 00:00:00+00");
    expect(await count("tenant_call_shapes")).toBe(tenants);
    expect((await lacking()).some(({ day }) => day < "2026-11-05")).toBe(false);
    await world.ownerSql`delete from shaped_days`;
    expect((await lacking()).find(({ day }) => day === "2026-11-04")).toEqual({
      day: "2026-11-04",
      about: without("keys", "labels"),
    });
  });
});
