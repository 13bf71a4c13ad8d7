import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemPrincipal } from "#lib/core/principal.ts";
import { newId } from "#lib/shared/ids.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import type { ModelUse } from "#lib/verify/model-use.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { callAt, MODEL_USE } from "#tests/support/usage-events.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const NOW = new Date("2026-11-03T10:00:00.000Z");
/** Over the night in which clocks of New York went back. */
const RANGE = { from: "2026-10-29", to: "2026-11-02" };
const USE: ModelUse = {
  ...MODEL_USE,
  ...{ cache_read_tokens: 0, cache_write_tokens: 0, reasoning_tokens: 0, cost_pico: "9" },
};
const [QUICK, SLOW] = [newId("key"), newId("key")];
let world: TestWorld;
let acme: TenantRow;
let events: UsageEvent[];

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(NOW);
  acme = await makeTenant(world);
  events = Array.from({ length: 900 }, (_, i) =>
    callAt(new Date(Date.parse("2026-10-28T00:03:00Z") + i * 577_000), {
      tenantId: acme.id,
      keyId: i % 3 ? QUICK : SLOW,
      outcome: i % 7 ? "VALID" : "RATE_LIMITED",
      scope: ["things:read", "things:write", null][i % 4] ?? null,
      units: i % 7 ? { patients: i } : null,
      latencyMicros: i % 3 ? 100 : 5_000,
      use: i % 5 ? null : { ...USE, model: `small-${i % 2}` },
    }),
  );
  for (let at = 0; at < events.length; at += 300)
    await storeUsage(world.as("api").db.sql, events.slice(at, at + 300));
});
afterAll(() => world?.close());

type Question = Parameters<typeof platformUsageSeries.execute>[2];
const asTenant = (question: Question) =>
  usageSeries.execute(world.deps, systemPrincipal("test", acme.id), question as never);
const asStaff = (question: Question) =>
  platformUsageSeries.execute(world.deps, systemPrincipal("test"), question);

/** What a line has to be, from the calls themselves. */
function summed(view: UsageSeriesView, amount: (event: UsageEvent) => number): number[] {
  return view.buckets.map(({ start, end }) =>
    events
      .filter(({ at }) => at >= new Date(start) && at < new Date(end))
      .reduce((sum, event) => sum + amount(event), 0),
  );
}

const lineOf = (view: UsageSeriesView, key: string) => view.series.find((line) => line.key === key)?.values;
const units = ({ units: of, outcome }: UsageEvent) => (outcome === "VALID" ? (of?.patients ?? 0) : 0);
const zones = ["UTC", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Auckland"];

describe.each([
  ["a tenant", asTenant],
  ["everybody", asStaff],
])("the days of %s", (_, ask) => {
  it.each(zones)("hold each meter's amounts exactly in %s", async (zone) => {
    const view = await ask({ ...RANGE, zone, metric: "meter", meter: "patients", groupBy: "none" });
    expect(view.grain).toBe("exact");
    expect(view.totals.values).toEqual(summed(view, units));
  });

  it.each(zones)("hold each outcome's calls exactly in %s", async (zone) => {
    const view = await ask({ ...RANGE, zone, groupBy: "outcome" });
    expect(lineOf(view, "VALID")).toEqual(summed(view, ({ outcome }) => Number(outcome === "VALID")));
    expect(lineOf(view, "RATE_LIMITED")).toEqual(summed(view, ({ outcome }) => Number(outcome !== "VALID")));
  });

  it.each(zones.slice(0, 2))(
    "hold each scope's calls, and each model's tokens, exactly in %s",
    async (zone) => {
      const scopes = await ask({ ...RANGE, zone, groupBy: "scope" });
      expect(scopes.grain).toBe("exact");
      for (const name of ["things:read", "things:write", null])
        expect(lineOf(scopes, name ?? "(none)")).toEqual(
          summed(scopes, ({ scope }) => Number(scope === name)),
        );
      const models = await ask({ ...RANGE, zone, metric: "tokens", groupBy: "model" });
      for (const model of ["small-0", "small-1"])
        expect(lineOf(models, `openai/${model}`)).toEqual(
          summed(models, ({ use }) => (use?.model === model ? 12 : 0)),
        );
    },
  );

  it("tell how long the calls of each key took", async () => {
    const view = await ask({ ...RANGE, zone: "UTC", metric: "p95", groupBy: "key" });
    const near = (micros: number) => (value: number | null) =>
      value! > micros * 0.75 && value! < micros * 1.25;
    expect(lineOf(view, QUICK)?.every(near(100))).toBe(true);
    expect(lineOf(view, SLOW)?.every(near(5_000))).toBe(true);
    const all = await ask({ ...RANGE, zone: "America/New_York", metric: "p50", groupBy: "none" });
    expect(all.totals.values.every(near(100))).toBe(true);
    expect(all.grain).toBe("exact");
  });
});

it("calls that needed several scopes count once, under all of them", async () => {
  const tenant = await makeTenant(world);
  const at = new Date("2026-11-01T12:00:00Z");
  await storeUsage(world.as("api").db.sql, [
    callAt(at, { tenantId: tenant.id, keyId: QUICK, scope: "things:read things:write" }),
    callAt(at, { tenantId: tenant.id, keyId: QUICK, scope: "things:read" }),
  ]);
  const view = await usageSeries.execute(world.deps, systemPrincipal("test", tenant.id), {
    ...RANGE,
    zone: "UTC",
    groupBy: "scope",
  });
  expect(view.totals.total).toBe(2);
  expect(view.series.map(({ key, total }) => [key, total])).toEqual([
    ["things:read", 1],
    ["things:read things:write", 1],
  ]);
});
