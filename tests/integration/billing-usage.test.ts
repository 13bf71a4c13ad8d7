import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { endsOfMonth } from "#lib/billing/month.ts";
import { upcomingInvoice } from "#lib/billing/upcoming-invoice.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { drawUpInvoices } from "#lib/jobs/draw-up-invoices.ts";
import { newId } from "#lib/shared/ids.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { pricePlan } from "#tests/support/billing.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { jobContext } from "#tests/support/job-context.ts";
import { callAt, MODEL_USE } from "#tests/support/usage-events.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const ZONES = ["Asia/Kolkata", "America/New_York"] as const;
const MONTH = "2026-03";
/** All the month over, and beyond both of its ends. */
const [FIRST, EVERY_MS, CALLS] = [Date.parse("2026-02-27T00:07:00Z"), 3_001_000, 1_000];
const PRICES = {
  requests: { micros: 1_000, per: 1 },
  patients: { micros: 50_000, per: 10 },
  tokens: { micros: 2_000_000, per: 1_000_000 },
  cost: { micros: 1_200_000, per: 1_000_000 },
};
const KEY = newId("key");

let world: TestWorld;
const tenants = new Map<string, TenantRow>();

function callsOf({ id: tenantId }: TenantRow): UsageEvent[] {
  return Array.from({ length: CALLS }, (_, i) =>
    callAt(new Date(FIRST + i * EVERY_MS), {
      ...{ tenantId, keyId: KEY, cost: 1 + (i % 3) },
      environment: i % 5 ? "live" : "test",
      outcome: i % 7 ? "VALID" : "RATE_LIMITED",
      units: i % 7 ? { patients: i % 50 } : null,
      use: i % 2 ? null : { ...MODEL_USE, payer: i % 4 ? "byok" : "managed", cost_pico: `${i * 1_000_000}` },
    }),
  );
}

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2026-04-02T00:00:00Z"));
  for (const timeZone of ZONES) {
    const tenant = await makeTenant(world, { timeZone });
    tenants.set(timeZone, tenant);
    await pricePlan(world, tenant, { usagePrices: PRICES, included: { requests: 100, patients: 1_000_000 } });
    await storeUsage(world.as("api").db.sql, callsOf(tenant));
  }
});
afterAll(() => world?.close());

const as = (tenant: TenantRow) => systemPrincipal("test", tenant.id);

async function draftOf(tenant: TenantRow) {
  await drawUpInvoices.run(jobContext(world));
  const { items } = await listInvoices.execute(world.deps, as(tenant), { from: MONTH, to: MONTH });
  expect(items).toHaveLength(1);
  return items[0]!;
}

/** What a chart of the live environment says of the month. */
async function charted(tenant: TenantRow, question: object): Promise<number> {
  const { totals } = await usageSeries.execute(world.deps, as(tenant), {
    ...{ range: "custom", from: "2026-03-01", to: "2026-03-31", zone: tenant.timeZone },
    ...{ environment: "live", ...question },
  } as never);
  return totals.total ?? 0;
}

describe.each(ZONES)("an invoice for a month in %s", (zone) => {
  it("counts to the unit what charts count", async () => {
    const tenant = tenants.get(zone)!;
    const { lines } = await draftOf(tenant);
    const quantities = Object.fromEntries(
      lines.flatMap(({ meter, quantity }) => (meter ? [[meter, quantity]] : [])),
    );
    expect(quantities).toEqual({
      requests: await charted(tenant, { metric: "requests" }),
      tokens: await charted(tenant, { metric: "tokens" }),
      cost: Math.round(await charted(tenant, { metric: "cost", payer: ["managed"] })),
      patients: await charted(tenant, { metric: "meter", meter: "patients" }),
    });
  });

  it("counts what was let in, live and within the month, and nothing else", async () => {
    const tenant = tenants.get(zone)!;
    const { lines } = await draftOf(tenant);
    const { from, to } = endsOfMonth(MONTH, zone);
    const counted = callsOf(tenant).filter(
      ({ at, environment, outcome }) =>
        at >= from && at < to && environment === "live" && outcome === "VALID",
    );
    const sum = (amount: (call: UsageEvent) => number) =>
      counted.reduce((all, call) => all + amount(call), 0);
    const [requests, patients] = [sum(({ cost }) => cost), sum(({ units }) => units?.patients ?? 0)];
    const line = (meter: string) => lines.find((each) => each.meter === meter);
    expect(line("requests")).toMatchObject({
      ...{ quantity: requests, included: 100, billed: requests - 100 },
      // A tenth of a cent each, to a cent.
      amountMicros: Math.round((requests - 100) / 10) * 10_000,
    });
    expect(line("patients")).toMatchObject({ quantity: patients, billed: 0, amountMicros: 0 });
  });
});

describe("a draft", () => {
  it("follows usage that comes late, until it is issued", async () => {
    const tenant = tenants.get("Asia/Kolkata")!;
    const quantity = async () =>
      (await draftOf(tenant)).lines.find(({ meter }) => meter === "requests")?.quantity;
    const before = (await quantity())!;
    const late = () => [
      callAt(new Date("2026-03-31T18:00:00Z"), { tenantId: tenant.id, keyId: KEY, cost: 5 }),
    ];
    await storeUsage(world.as("api").db.sql, late());
    expect(await quantity()).toBe(before + 5);
    const asked = world.clock.now();
    world.clock.set(new Date("2026-04-05T00:00:00Z"));
    expect((await draftOf(tenant)).status).toBe("open");
    await storeUsage(world.as("api").db.sql, late());
    expect(await quantity()).toBe(before + 5);
    world.clock.set(asked);
  });
});

describe("what is coming", () => {
  it("is the running month as it is, and as it will be at the pace of the last weeks", async () => {
    const tenant = tenants.get("America/New_York")!;
    const asked = world.clock.now();
    world.clock.set(new Date("2026-03-21T12:00:00Z"));
    const view = await upcomingInvoice.execute(world.deps, as(tenant), {});
    world.clock.set(asked);
    expect(view).toMatchObject({
      month: MONTH,
      period: { from: "2026-03-01T05:00:00.000Z" },
      creditBalanceMicros: 0,
    });
    expect(view.usage.map(({ meter }) => meter)).toEqual(["requests", "tokens", "cost", "patients"]);
    expect(view.usage.at(-1)).toMatchObject({ label: "Patients", included: 1_000_000 });
    const { lines } = await draftOf(tenant);
    const whole = lines.find(({ meter }) => meter === "requests")!.quantity!;
    const sofar = view.usage[0]!.quantity;
    const expected = view.forecast!.lines.find(({ meter }) => meter === "requests")!.quantity!;
    expect(sofar).toBeLessThan(whole);
    expect(Math.abs(expected / whole - 1)).toBeLessThan(0.05);
    expect(view.forecast!.dueMicros).toBeGreaterThan(view.dueMicros);
  });

  it("forecasts nothing of a tenant that has used nothing", async () => {
    const tenant = await makeTenant(world);
    await pricePlan(world, tenant, { usagePrices: PRICES });
    const view = await upcomingInvoice.execute(world.deps, as(tenant), {});
    expect(view).toMatchObject({ forecast: null, dueMicros: 49_000_000 });
  });
});
