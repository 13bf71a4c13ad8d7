// One set of calls with known answers, asked for in every way that there is, in zones where days are hard:
// over both changes of the clock in New York, and where days begin between the hours of UTC.
import papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Principal } from "#lib/core/principal.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { shapeUsageDays } from "#lib/jobs/shape-usage-days.ts";
import { proveUsage } from "#lib/usage/prove-usage.ts";
import { heatMapFile, topFile, usageFile } from "#lib/usage/usage-file.ts";
import { usageHeatMap } from "#lib/usage/usage-heat-map.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import type { Cli } from "../support/cli.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { jobContext } from "../support/job-context.ts";
import { callAt } from "../support/usage-events.ts";
import { keyRow, writeUsage } from "../support/usage-rows.ts";
import { warmWorldCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const ZONES = ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York"];
/** Around the nights in which New York's clocks go forward and back. */
const SPANS = [
  ["2025-03-07", "2025-03-10"],
  ["2025-10-31", "2025-11-03"],
] as const;
const MINUTES = 60_000;

interface Known {
  at: Date;
  outcome: "VALID" | "RATE_LIMITED";
  cost: number;
  patients: number;
}

/** A call every seven minutes, each third refused, whose costs and amounts are all told apart. */
const KNOWN: Known[] = SPANS.flatMap(([first, last]) => {
  const [from, to] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T23:59:00Z`)];
  return Array.from({ length: Math.floor((to - from) / (7 * MINUTES)) }, (_, n) => ({
    at: new Date(from + n * 7 * MINUTES),
    outcome: n % 3 === 2 ? "RATE_LIMITED" : "VALID",
    cost: 1 + (n % 5),
    patients: n % 11,
  }));
});

const METRICS = {
  calls: () => 1,
  requests: ({ outcome, cost }: Known) => (outcome === "VALID" ? cost : 0),
  refusals: ({ outcome }: Known) => (outcome === "VALID" ? 0 : 1),
  meter: ({ outcome, patients }: Known) => (outcome === "VALID" ? patients : 0),
} as const;
type Metric = keyof typeof METRICS;

let world: TestWorld;
let api: TestApi;
let cli: Cli;
let tenant: TenantRow;
let viewer: Principal;
let token: string;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2025-11-10T12:00:00.000Z"));
  for (const [from, to] of SPANS) await world.ownerSql`select ensure_usage_partitions(${from}, ${to})`;
  tenant = await makeTenant(world);
  viewer = await principalOf(world, { tenant, role: "viewer" });
  const keys = ["web", "job"].map((name) => keyRow(tenant.id, name, new Date("2025-01-01")));
  await writeUsage(world, [], keys);
  const events = KNOWN.map(({ at, outcome, cost, patients }, n) =>
    callAt(at, {
      tenantId: tenant.id,
      keyId: keys[n % 2]!.id,
      ...{ outcome, cost },
      units: patients ? { patients } : null,
      resource: `/things/${n % 3}`,
    }),
  );
  // Twice, and the newest first: late and repeated calls count once, where they belong.
  for (const batch of [events.toReversed(), events]) await storeUsage(world.as("api").db.sql, batch);
  token = await makeServiceToken(world, { tenant, permissions: ["usage:read"] });
  [api, cli] = [await testApi(world), await warmWorldCli(world)];
});
afterAll(async () => {
  await api?.stop();
  await cli?.close();
  await world?.close();
});

const calendars = new Map(ZONES.map((zone) => [zone, new Intl.DateTimeFormat("en-CA", { timeZone: zone })]));

/** The day that a calendar on the wall shows, as Intl knows it. */
const dayIn = (zone: string, at: Date) => calendars.get(zone)!.format(at);

function wanted(zone: string, metric: Metric, [first, last]: readonly [string, string]): number[] {
  const days = new Map<string, number>();
  for (let day = first; day <= last; ) {
    days.set(day, 0);
    day = new Date(Date.parse(`${day}T12:00:00Z`) + 24 * 60 * MINUTES).toISOString().slice(0, 10);
  }
  for (const known of KNOWN) {
    const day = dayIn(zone, known.at);
    if (days.has(day)) days.set(day, days.get(day)! + METRICS[metric](known));
  }
  return [...days.values()];
}

/** Calls of those days by weekday, Monday first, and hour, as a clock on the wall shows them. */
function wantedHours(zone: string, [first, last]: readonly [string, string]): number[][] {
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const parts = { timeZone: zone, weekday: "short", hour: "2-digit", hourCycle: "h23" } as const;
  const clock = new Intl.DateTimeFormat("en-GB", parts);
  for (const { at } of KNOWN) {
    if (dayIn(zone, at) < first || dayIn(zone, at) > last) continue;
    const told = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(told.weekday ?? "");
    hours[weekday]![Number(told.hour)]! += 1;
  }
  return hours;
}

const linesOf = (body: Iterable<string>) => papa.parse<string[]>([...body].join("").trim()).data.slice(1);

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);

const WHEN = ["as calls are stored", "once their days are shaped"] as const;

describe.each(WHEN.flatMap((when) => ZONES.map((zone) => [when, zone] as const)))(
  "%s, in %s",
  (when, zone) => {
    describe.each(SPANS)("from %s to %s", (from, to) => {
      const question = (metric: Metric) => ({
        ...{ range: "custom" as const, from, to, zone, granularity: "1d" as const, metric },
        meter: metric === "meter" ? "patients" : undefined,
      });

      // Some days later, while keys are still counted by the quarter hour.
      beforeAll(async () => {
        world.clock.set(new Date(Date.parse(`${to}T00:00:00Z`) + 7 * 24 * 60 * MINUTES));
        if (when === "once their days are shaped") await shapeUsageDays.run(jobContext(world));
      });

      it("charts, files and the API tell the same calls, requests, refusals and amounts of a meter", async () => {
        for (const metric of Object.keys(METRICS) as Metric[]) {
          const days = wanted(zone, metric, [from, to]);
          const view = await usageSeries.execute(world.deps, viewer, { ...question(metric), groupBy: "key" });
          expect(view.totals).toEqual({ values: days, total: sum(days) });
          expect(view.grain).toBe("exact");
          expect(sum(view.series.map(({ total }) => total))).toBe(sum(days));
          const rows = papa.parse<string[]>([...usageFile(view, "csv").body].join("").trim()).data;
          expect(rows.slice(1).map((row) => Number(row.at(-1)))).toEqual(days);
          const asked = new URLSearchParams(
            Object.entries(question(metric)).filter(
              (entry): entry is [string, string] => entry[1] !== undefined,
            ),
          );
          const { status, body } = await api.send("GET", `/v1/usage/series?${asked}`, { bearer: token });
          expect([status, body.totals]).toEqual([200, { values: days, total: sum(days) }]);
        }
      });

      it("hours add up to their days, and sums above the charts to both", async () => {
        const days = wanted(zone, "calls", [from, to]);
        const hours = await usageSeries.execute(world.deps, viewer, {
          ...question("calls"),
          granularity: "1h",
        });
        expect(hours.totals.total).toBe(sum(days));
        const totals = await usageTotals.execute(world.deps, viewer, { range: "custom", from, to, zone });
        expect(totals).toMatchObject({
          calls: sum(days),
          refused: sum(wanted(zone, "refusals", [from, to])),
          requests: sum(wanted(zone, "requests", [from, to])),
          activeKeys: 2,
        });
      });

      it("hours of the week, rankings and sums are the same on pages, in files and for programs", async () => {
        const { metric: _, granularity: __, meter: ___, ...asked } = question("calls");
        const get = async (path: string) =>
          (await api.send("GET", `/v1/usage/${path}`, { bearer: token })).body;
        const params = new URLSearchParams(asked).toString();
        const hours = wantedHours(zone, [from, to]);
        const map = await usageHeatMap.execute(world.deps, viewer, asked);
        expect(map.values).toEqual(hours);
        const cells = linesOf(heatMapFile(map, "csv").body);
        expect(cells.map(([, , , value]) => Number(value))).toEqual(hours.flat());
        expect((await get(`heat-map?${params}`)).values).toEqual(hours);

        const refused = sum(wanted(zone, "refusals", [from, to]));
        const all = sum(wanted(zone, "calls", [from, to]));
        const sums = { VALID: all - refused, RATE_LIMITED: refused };
        const valuesOf = (view: { items: { key: string; value: number }[] }) =>
          Object.fromEntries(view.items.map(({ key, value }) => [key, value]));
        const top = await usageTop.execute(world.deps, viewer, { ...asked, by: "outcome" });
        expect([valuesOf(top), top.total]).toEqual([sums, all]);
        const lines = linesOf(topFile(top, "csv").body).map(([key, , , value]) => [key, Number(value)]);
        expect(Object.fromEntries(lines)).toEqual({ ...sums, all });
        expect(valuesOf(await get(`top?by=outcome&${params}`))).toEqual(sums);
        expect(await get(`totals?${params}`)).toMatchObject({ calls: all, refused, admitted: all - refused });
      });

      it("resources are told exactly where hours are those of UTC, and elsewhere it is said that they are not", async () => {
        const view = await usageSeries.execute(world.deps, viewer, {
          ...question("calls"),
          groupBy: "resource",
        });
        const days = wanted(zone, "calls", [from, to]);
        const exact = zone === "UTC" || zone === "America/New_York";
        expect(view.series.map(({ key }) => key).toSorted()).toEqual(["/things/0", "/things/1", "/things/2"]);
        expect(view.grain).toBe(exact ? "exact" : "hour");
        if (exact) expect(view.totals.values).toEqual(days);
        // An edge of a range moves by half an hour at most: nine calls at either end.
        else expect(Math.abs(sum(view.totals.values) - sum(days))).toBeLessThan(10);
      });
    });

    it("the command line tells the same", async () => {
      const [from, to] = ["2025-03-07", "2025-11-03"] as const;
      const options = ["--since", from, "--until", to, "--time-zone", zone, "--group-by", "outcome"];
      const { total } = await cli.json(["usage", "--tenant", tenant.clientId, ...options]);
      const inside = KNOWN.filter(({ at }) => dayIn(zone, at) >= from && dayIn(zone, at) <= to);
      expect(total).toBe(inside.length);
      const ask = (what: string) => cli.json(["usage", what, "--tenant", tenant.clientId, ...options]);
      expect((await ask("totals")).calls).toBe(inside.length);
      expect((await ask("series")).totals.total).toBe(inside.length);
      expect((await ask("heat-map")).values).toEqual(wantedHours(zone, [from, to]));
    });
  },
);

it("keys of long ago are told by whole days of UTC, and it is said so", async () => {
  world.clock.set(new Date("2025-11-10T12:00:00.000Z"));
  const [from, to] = SPANS[0];
  const ask = (zone: string) =>
    usageSeries.execute(world.deps, viewer, {
      range: "custom",
      from,
      to,
      zone,
      groupBy: "key",
      granularity: "1h",
    });
  expect(await ask("UTC")).toMatchObject({
    grain: "exact",
    totals: { values: wanted("UTC", "calls", SPANS[0]) },
  });
  const far = await ask("America/New_York");
  expect(far).toMatchObject({ grain: "utc-day", range: { granularity: "1d" } });
  expect(far.totals.values).toEqual(wanted("UTC", "calls", SPANS[0]));
});

it("the sums of every day are what its calls come to", async () => {
  const days = new Set(KNOWN.map(({ at }) => at.toISOString().slice(0, 10)));
  for (const day of days)
    expect(await proveUsage.execute(world.deps, systemPrincipal("test"), { day })).toMatchObject({
      differences: 0,
    });
});
