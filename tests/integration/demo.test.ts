// The demo as whoever tries the product meets it: nothing empty, every number true, and no harm in asking twice.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onPlatform } from "#db/tenant.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";
import { verifyPlatformAudit } from "#lib/audit/verify-platform-audit.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { listAllInvoices } from "#lib/billing/list-all-invoices.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import { HOUR_MS } from "#lib/core/clock.ts";
import { anonymousPrincipal, type Principal, systemPrincipal } from "#lib/core/principal.ts";
import { requestDailyChecks } from "#lib/credentials/request-daily-checks.ts";
import { noteStep } from "#lib/demo/progress.ts";
import { type DemoReport, seedDemo } from "#lib/demo/seed-demo.ts";
import { drawUpInvoices } from "#lib/jobs/draw-up-invoices.ts";
import { limitsLeft } from "#lib/keys/limits-left.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { listMails } from "#lib/mail/list-mails.ts";
import { INVOICE_STATUSES } from "#lib/shared/billing.ts";
import { decodeId, type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { OUTCOMES } from "#lib/shared/outcomes.ts";
import { REFUSAL_CLASSES } from "#lib/shared/refusals.ts";
import { holdsDemoData } from "#lib/system/holds-demo-data.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { platformUsageTotals } from "#lib/usage/platform-usage-totals.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { jobContext } from "../support/job-context.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const PATIENCE_MS = 480_000;
let world: TestWorld;
let staff: Principal;
let report: DemoReport;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2026-11-04T15:20:00.000Z"));
  report = await seedDemo(world.as("api"));
  staff = await principalOf(world, { platformRole: "support" });
}, PATIENCE_MS);
afterAll(() => world?.close());

/** Whatever a page shows comes from one of these. */
const FILLED = [
  ...["tenants", "users", "members", "invitations", "plans", "scope_presets", "service_tokens", "mails"],
  ...["keys", "secrets", "key_networks", "limit_counters", "unknown_keys", "unknown_key_sources"],
  ...["credentials", "credential_versions", "credential_days", "tenant_keys", "prices", "budget_marks"],
  ...["usage_events", "usage_quarter_hours", "tenant_quarter_hours", "platform_quarter_hours"],
  ...[
    "tenant_days",
    "key_days",
    "resource_hours",
    "resource_days",
    "latency_hours",
    "platform_latency_hours",
  ],
  ...["meter_quarter_hours", "usage_receipts", "model_calls", "model_hours", "saved_views", "report_links"],
  ...["alerts", "alert_rules", "alert_mutes", "leaks", "leak_policies", "audit_entries", "changes"],
  ...["invoices", "credit_entries", "billing_accounts", "billing_settings", "invoice_numbers"],
  ...["webhook_endpoints", "webhook_secrets", "webhook_events", "webhook_deliveries", "webhook_attempts"],
];

/** How many rows every table has, and what they add up to. */
async function contents(): Promise<unknown> {
  const tables = await world.ownerSql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`;
  return Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await world.ownerSql.unsafe(
        `select count(*)::int as rows, md5(coalesce(sum(hashtextextended(t::text, 0)), 0)::text) as digest from "${name}" t`,
      );
      return { name, ...row };
    }),
  );
}

describe("the demo data", () => {
  it("leaves no table empty that a page shows", async () => {
    const counts = FILLED.map(async (name) => {
      const [row] = await world.ownerSql.unsafe(`select exists (select from "${name}") as filled`);
      return row?.filled ? null : name;
    });
    expect((await Promise.all(counts)).filter(Boolean)).toEqual([]);
  });

  it("stands in roll-ups exactly as in events", async () => {
    const [differing] = await world.ownerSql`
      with raw as (
        select tenant_id, date_bin('15 minutes', at, 'epoch'::timestamptz) as bucket, key_id, environment, outcome,
               count(*) as calls, coalesce(sum(cost) filter (where outcome = 'VALID'), 0) as requests,
               sum(latency_micros) as latency_micros
        from usage_events group by 1, 2, 3, 4, 5
      ), rolled as (select * from usage_quarter_hours)
      select count(*)::int as count from ((table raw except table rolled) union all (table rolled except table raw)) d`;
    expect(differing?.count).toBe(0);
    const [{ events, stray }] = await world.ownerSql<[{ events: number; stray: number }]>`
      select count(*)::int as events, (select count(*)::int from usage_events_default) as stray from usage_events`;
    expect(events).toBeGreaterThan(100_000);
    expect(stray).toBe(0);
  });

  it("fills every day of three months, and every outcome that there is", async () => {
    const ask = { range: "90d", zone: "UTC", groupBy: "outcome" } as const;
    const { series, totals } = await platformUsageSeries.execute(world.deps, staff, ask);
    const outcomes = await world.ownerSql`select distinct outcome from usage_quarter_hours`;
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([...OUTCOMES].sort());
    const days = series.find(({ key }) => key === "VALID")!.values;
    expect(days.length).toBeGreaterThanOrEqual(90);
    expect(days.every((calls) => (calls ?? 0) > 100)).toBe(true);
    expect(totals.total).toBeGreaterThan(100_000);
  });

  it("leaves no tile, chart or list of the overview empty, in either environment", async () => {
    for (const environment of [undefined, "live", "test"] as const) {
      const ask = { range: "30d", zone: "UTC", environment } as const;
      const totals = await platformUsageTotals.execute(world.deps, staff, { ...ask, compare: "previous" });
      expect(
        Math.min(totals.admitted, totals.refused, totals.activeKeys ?? 0, totals.activeTenants ?? 0),
      ).toBeGreaterThan(0);
      expect(totals.previous?.calls).toBeGreaterThan(0);
      const top = await platformUsageTop.execute(world.deps, staff, { ...ask, by: "key", most: 8 });
      expect(top.items).toHaveLength(8);
    }
    const audit = await listPlatformAudit.execute(world.deps, await admin(), { limit: 200 });
    expect(audit.items.length).toBeGreaterThan(100);
    expect((await listMails.execute(world.deps, await admin(), {})).items.length).toBeGreaterThan(10);
  });

  it("has one customer with most of the calls, one with three, one who left 40 days ago and one suspended", async () => {
    const ask = { range: "90d", zone: "UTC", by: "tenant", most: 10 } as const;
    const { items, total } = await platformUsageTop.execute(world.deps, staff, ask);
    const calls = Object.fromEntries(items.map(({ label, value }) => [label, value]));
    expect(calls["Northwind Commerce"]! / total).toBeGreaterThan(0.5);
    expect(calls["Tiny Robot Studio"]).toBe(3);
    const recent = await platformUsageTop.execute(world.deps, staff, { ...ask, range: "30d" });
    expect(recent.items.map(({ label }) => label)).not.toContain("Fernweh Reisen");
    const { items: tenants } = await listTenants.execute(world.deps, staff, {});
    expect(tenants).toHaveLength(6);
    expect(tenants.filter(({ status }) => status === "suspended")).toMatchObject([
      { clientId: "halcyon_games" },
    ]);
    expect(new Set(tenants.map(({ timeZone }) => timeZone))).toContain("Asia/Kolkata");
  });

  it("has about 60 keys, some in every state that a key can be in", async () => {
    const count = async (filter: object) =>
      (await listAllKeys.execute(world.deps, staff, { limit: 200, ...filter })).items.length;
    expect(await count({})).toBeGreaterThanOrEqual(55);
    for (const status of ["active", "rotating", "disabled", "expired", "revoked"])
      expect([status, await count({ status })]).not.toEqual([status, 0]);
    expect(await count({ expiringWithinDays: 4 })).toBeGreaterThan(0);
    expect(await count({ dormant: true })).toBeGreaterThan(0);
    expect(await count({ neverExpires: true })).toBeGreaterThan(0);
    expect(await count({ environment: "test" })).toBeGreaterThan(0);
  });

  it("has a key that has nothing left of its limit, as a verification would find", async () => {
    const { items } = await listAllKeys.execute(world.deps, staff, { q: "partner-pilot" });
    const place = systemPrincipal("test", items[0]!.tenant.id as Id<"ten">);
    const { items: left } = await limitsLeft.execute(world.deps, place, { keyId: items[0]!.id });
    expect(left).toMatchObject([{ most: 2_500, left: 0 }]);
  });

  it("has refused secrets of every class, those of keys by the keys' names, as many as there were such calls", async () => {
    const { items } = await listAllUnknownKeys.execute(world.deps, staff, { limit: 200 });
    expect(new Set(items.map((item) => item.class))).toEqual(new Set(REFUSAL_CLASSES));
    expect(items.every(({ sources }) => sources.length > 0)).toBe(true);
    expect(items.filter((item) => item.class === "revoked").every(({ key }) => key !== null)).toBe(true);
    const [sums] = await world.ownerSql`
      select (select sum(refusals)::int from unknown_keys) as noted, (select sum(calls)::int from usage_quarter_hours
        where outcome in ('MALFORMED', 'NOT_FOUND', 'REVOKED', 'EXPIRED')) as refused`;
    expect(sums!.noted).toBe(sums!.refused);
  });

  it("counts calls that came late once, and those that came twice too", async () => {
    const [told] = await world.ownerSql`
      select (after->>'calls')::int as calls from audit_entries where action = 'demo_data.create'`;
    const [stored] = await world.ownerSql`select count(*)::int as calls from usage_events`;
    expect(stored).toEqual(told);
    const [reported] = await world.ownerSql`
      select (select sum(quantity)::int from usage_receipts) as receipts,
        (select sum(quantity)::int from meter_quarter_hours where meter = 'gpu_seconds') as meter`;
    expect(reported!.meter).toBe(reported!.receipts);
  });

  it("has calls to models by every payer, that failed, were cut off, had no price, and cost less from a day on", async () => {
    const [sums] = await world.ownerSql`
      select array_agg(distinct payer order by payer) as payers, sum(failed)::int as failed,
        sum(estimated)::int as estimated, sum(unpriced)::int as unpriced, sum(calls)::int as calls from model_hours`;
    expect(sums!.payers).toEqual(["byok", "managed", "request"]);
    expect(Math.min(sums!.failed, sums!.estimated, sums!.unpriced)).toBeGreaterThan(0);
    const prices = await world.ownerSql`
      select input_price, min(at) as since from model_calls where model = 'harbor-70b' and input_price is not null
      group by 1 order by 2`;
    expect(prices.map(({ input_price }) => Number(input_price))).toEqual([600_000, 350_000]);
    const [kept] = await world.ownerSql`
      select (select count(*)::int from model_calls) as calls, (select count(*)::int from model_reservations) as open`;
    expect(kept).toEqual({ calls: sums!.calls, open: 0 });
    const marks = await world.ownerSql`select distinct percent from budget_marks order by 1`;
    expect(marks.map(({ percent }) => percent)).toEqual(expect.arrayContaining([50, 80]));
  });

  it("has provider keys in every state that a check can find, and has none of them tried", async () => {
    const rows = await world.ownerSql`select check_state, check_requested_at from credential_versions`;
    expect(new Set(rows.map(({ check_state }) => check_state))).toEqual(
      new Set(["ok", "invalid", "out_of_quota", "unreachable"]),
    );
    expect(rows.every(({ check_requested_at }) => check_requested_at === null)).toBe(true);
    const worker = world.as("worker");
    const tomorrow = { ...worker, clock: () => new Date(worker.clock().getTime() + 48 * HOUR_MS) };
    expect(await requestDailyChecks.execute(tomorrow, systemPrincipal("test"), {})).toEqual({ requested: 0 });
  });

  it("has messages that were taken, that failed and that wait, to nobody's hosts, and none that would be sent now", async () => {
    const rows = await world.ownerSql`
      select e.kind, e.url, d.status, d.due_at from webhook_deliveries d
      join webhook_endpoints e on e.tenant_id = d.tenant_id and e.id = d.endpoint_id`;
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["delivered", "failed", "waiting"]));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["standard", "slack"]));
    expect(rows.every(({ url }) => new URL(url).hostname.endsWith(".example"))).toBe(true);
    expect(rows.every(({ due_at }) => due_at === null || new Date(due_at) > world.clock.now())).toBe(true);
    expect(await world.ownerSql`select 1 from webhook_events where dispatched_at is null`).toEqual([]);
  });

  it("has a key that leaked and was revoked for it, and links to reports that hold, ended and were revoked", async () => {
    const leaked = await world.ownerSql`
      select l.action from leaks l join keys k on k.tenant_id = l.tenant_id and k.id = l.key_id
      where k.revoked_at is not null order by l.first_at`;
    expect(leaked.map(({ action }) => action)).toEqual(["revoked", "none"]);
    const now = world.clock.now().toISOString();
    const [links] = await world.ownerSql`
      select count(*) filter (where revoked_at is null and expires_at > ${now}::timestamptz)::int as hold,
        count(*) filter (where revoked_at is null and expires_at <= ${now}::timestamptz)::int as ended,
        count(*) filter (where revoked_at is not null)::int as revoked from report_links`;
    expect(Math.min(links!.hold, links!.ended, links!.revoked)).toBeGreaterThan(0);
  });

  it("has whole audit chains, whose entries are in the order in which things happened", async () => {
    expect(await verifyPlatformAudit.execute(world.deps, await admin(), {})).toMatchObject({ ok: true });
    const { items } = await listTenants.execute(world.deps, staff, {});
    for (const { id } of items) {
      const place = systemPrincipal("test", id as Id<"ten">);
      expect(await verifyAudit.execute(world.deps, place, {})).toMatchObject({ ok: true });
    }
    const disordered = await world.ownerSql`
      select a.action from audit_entries a join audit_entries b
        on a.tenant_id = b.tenant_id and b.seq = a.seq + 1 and b.at < a.at`;
    expect(disordered).toEqual([]);
  });

  it("has invoices in every state, numbered in the order in which they were issued, and credit that is left", async () => {
    const { items } = await listAllInvoices.execute(world.deps, staff, { limit: 200 });
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(INVOICE_STATUSES));
    const issued = items
      .filter(({ issuedAt }) => issuedAt)
      .toSorted((a, b) => a.issuedAt!.localeCompare(b.issuedAt!));
    expect(issued.map(({ number }) => number)).toEqual(issued.map(({ number }) => number).toSorted());
    expect(items.some(({ paidReference }) => paidReference === "credit")).toBe(true);
    expect(items.some(({ creditMicros, dueMicros }) => creditMicros > 0 && dueMicros > 0)).toBe(true);
    const lumen = items.find(({ tenant }) => tenant.clientId === "lumen_render")!.tenant.id as Id<"ten">;
    const credits = await listCredits.execute(world.deps, systemPrincipal("test", lumen), {});
    expect(credits.balanceMicros).toBeGreaterThan(0);
  });

  it("has invoices that say what charts say, and that the worker leaves as they are", async () => {
    const { items } = await listAllInvoices.execute(world.deps, staff, { limit: 200, from: "2026-09" });
    expect(items.length).toBeGreaterThan(8);
    for (const { tenant, month, lines, period } of items) {
      const place = systemPrincipal("test", tenant.id as Id<"ten">);
      const [year, number] = month.split("-").map(Number);
      const lastDay = new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
      const { totals } = await usageSeries.execute(world.deps, place, {
        ...{ range: "custom", from: `${month}-01`, to: lastDay, zone: period.zone },
        ...{ metric: "requests", environment: "live" },
      } as never);
      expect(lines.find(({ meter }) => meter === "requests")?.quantity).toBe(totals.total);
    }
    expect(await drawUpInvoices.run(jobContext(world))).toEqual({ changed: 0, issued: 0, failed: 0 });
  });

  it("lets everybody who is named sign in with the password that is told", async () => {
    expect(new Set(report.signIns.map(({ role }) => role))).toEqual(
      new Set(["admin", "support", "owner", "developer", "viewer"]),
    );
    for (const { email } of [report.signIns[0]!, report.signIns.at(-1)!])
      expect(
        await signIn(world.deps, anonymousPrincipal(), { email, password: report.password, device: null }),
      ).toMatchObject({ email });
  });

  it("has alerts that fire, that are over, that somebody took on and that are muted, the incident's among them", async () => {
    const rows = await world.ownerSql<{ rule: string; firing: boolean; taken: boolean; muted: boolean }[]>`
      select rule, firing, acknowledged_at is not null as taken, muted from alerts`;
    const has = (fits: (row: (typeof rows)[number]) => boolean) => rows.some(fits);
    const rules = rows.map(({ rule }) => rule);
    for (const rule of [
      "spike",
      "new_network",
      "dormant_key",
      "key_expiring",
      "credential_failing",
      "quota",
      "key_leaked",
    ])
      expect(rules).toContain(rule);
    expect(has(({ rule, firing }) => rule === "refusals_burst" && !firing)).toBe(true);
    expect(has(({ firing, taken }) => firing && taken)).toBe(true);
    expect(has(({ firing, muted }) => firing && muted)).toBe(true);
    expect(has(({ firing, taken, muted }) => firing && !taken && !muted)).toBe(true);
    const [{ open }] = await world.ownerSql<[{ open: number }]>`
      select count(*)::int as open from alerts where tenant_id = ${decodeId("ten", PLATFORM_TENANT)} and firing`;
    expect(open).toBeGreaterThan(0);
  });

  it("sends no mail to anybody", async () => {
    expect(await world.ownerSql`select 1 from mails where sent_at is null or text <> ''`).toEqual([]);
  });

  it("says of itself that it is invented", async () => {
    expect(await holdsDemoData.execute(world.deps, anonymousPrincipal(), {})).toBe(true);
  });
});

describe("seeding again", () => {
  it("changes nothing and tells the same password", async () => {
    const before = await contents();
    world.clock.advance(3_600_000);
    const again = await seedDemo(world.as("api"));
    expect(again).toEqual({ ...report, made: false });
    expect(await contents()).toEqual(before);
  });

  it("does no step that another process has done", async () => {
    await expect(onPlatform(world.as("api").db, (tx) => noteStep(tx, 3))).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it(
    "counts no call twice when it was cut short at the very end",
    async () => {
      const before = await world.ownerSql`select sum(calls)::int as calls from usage_quarter_hours`;
      const counters = await world.ownerSql`select sum(spent)::int as spent from limit_counters`;
      await world.ownerSql`update demo_data set finished_at = null`;
      expect(await seedDemo(world.as("api"))).toMatchObject({ made: true });
      expect(await world.ownerSql`select sum(calls)::int as calls from usage_quarter_hours`).toEqual(before);
      expect(await world.ownerSql`select sum(spent)::int as spent from limit_counters`).toEqual(counters);
    },
    PATIENCE_MS,
  );
});

describe("an installation with tenants of its own", () => {
  it("gets no demo data", async () => {
    const other = await testWorld();
    await makeTenant(other);
    await expect(seedDemo(other.as("api"))).rejects.toMatchObject({ code: "conflict" });
    expect(await holdsDemoData.execute(other.deps, anonymousPrincipal(), {})).toBe(false);
    await other.close();
  });
});

function admin(): Promise<Principal> {
  return principalOf(world, { platformRole: "admin" });
}
