// Links to reports: who makes them, what they open, and that ended ones are like none.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Principal } from "#lib/core/principal.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import { createReport } from "#lib/reports/create-report.ts";
import { listReports } from "#lib/reports/list-reports.ts";
import { namelessViews } from "#lib/reports/nameless.ts";
import { openReport } from "#lib/reports/open-report.ts";
import { revokeReport } from "#lib/reports/revoke-report.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { describeCommand } from "#tests/support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { keyRow, writeUsage } from "#tests/support/usage-rows.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const wish = { title: "March in numbers", search: "range=7d&group=key" };
const tokenOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);

describeCommand(createReport, {
  arrange: () => wish,
  allowed: { role: "admin" },
  refused: { role: "developer" },
  hasTarget: false,
  async worked({ url, ...report }, { world }) {
    expect(report).toMatchObject({ title: wish.title, status: "active", timesOpened: 0, namesKeys: false });
    const token = tokenOf(url);
    expect(token).toMatch(/^[0-9A-Za-z]{43}$/);
    const rows = await world.ownerSql`select token_digest, to_jsonb(r)::text as whole from report_links r`;
    const digest = createHash("sha256").update(token).digest();
    const row = rows.find(({ token_digest }) => digest.equals(token_digest));
    expect(row?.whole).not.toContain(token);
    const trail = await world.ownerSql`select to_jsonb(a)::text as whole from audit_entries a`;
    expect(trail.map(({ whole }) => whole).join()).not.toContain(token);
  },
  bad: { change: { title: " ", expiresInDays: 91 }, fields: ["title", "expiresInDays"] },
});

describeCommand(revokeReport, {
  async arrange({ world, tenant }) {
    const report = await createReport.execute(
      world.deps,
      await principalOf(world, { tenant, role: "admin" }),
      wish,
    );
    return { reportId: report.id };
  },
  allowed: { role: "owner" },
  refused: { role: "viewer" },
  worked: (report) => expect(report.status).toBe("revoked"),
  bad: { change: { reportId: 1 }, fields: ["reportId"] },
});

describe("a link to a report", () => {
  let world: TestWorld;
  let tenant: TenantRow;
  let admin: Principal;
  let keyId: string;
  beforeAll(async () => {
    world = await testWorld();
    world.clock.set(new Date("2026-03-20T12:00:00Z"));
    tenant = await makeTenant(world, { timeZone: "Asia/Kathmandu" });
    admin = await principalOf(world, { tenant, role: "admin" });
    const key = keyRow(tenant.id, "secret-project", new Date("2026-01-01T00:00:00Z"));
    keyId = key.id;
    const at = (day: string) => ({
      tenantId: tenant.id,
      keyId: key.id,
      bucket: new Date(`${day}T06:00:00Z`),
    });
    await writeUsage(
      world,
      [
        { ...at("2026-03-19"), calls: 40 },
        { ...at("2026-03-21"), calls: 2 },
      ],
      [key],
    );
    await writeUsage(world, [{ ...at("2026-03-19"), tenantId: (await makeTenant(world)).id, calls: 999 }]);
  });
  afterAll(() => world?.close());

  const make = async (more: object = {}) => {
    const report = await createReport.execute(world.deps, admin, { ...wish, ...more });
    return { id: report.id, token: tokenOf(report.url), search: report.search };
  };
  const open = (token: string) => openReport(world.deps, token);

  it("opens one tenant’s usage for reading, in its zone, and nothing else", async () => {
    const { token } = await make();
    const report = await open(token);
    expect(report).toMatchObject({ title: wish.title, tenantName: tenant.name, namesKeys: false });
    expect(report.search).toMatchObject({ group: "key", question: { range: "7d", zone: "Asia/Kathmandu" } });
    const totals = await usageTotals.execute(world.deps, report.principal, report.search.question);
    expect(totals.calls).toBe(40);
    await expect(listKeys.execute(world.deps, report.principal, {})).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(createReport.execute(world.deps, report.principal, wish)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("numbers keys unless it names them, and lets no id of a key out", async () => {
    const { token } = await make();
    const { principal, search } = await open(token);
    const top = await usageTop.execute(world.deps, principal, { ...search.question, by: "key" });
    const plain = JSON.stringify(namelessViews(false).top(top));
    expect(plain).toContain("Key 1");
    expect(plain).not.toMatch(/secret-project|key_/);
    const named = JSON.stringify(namelessViews(true).top(top));
    expect(named).toContain("secret-project");
    expect(named).not.toContain(keyId);
  });

  it("goes on with time, or stays where it was when it is frozen", async () => {
    const [moving, still] = [await make(), await make({ frozen: true })];
    world.clock.advance(2 * DAY_MS);
    const callsOf = async ({ token }: { token: string }) => {
      const { principal, search } = await open(token);
      return (await usageTotals.execute(world.deps, principal, search.question)).calls;
    };
    expect([await callsOf(moving), await callsOf(still)]).toEqual([42, 40]);
  });

  it("counts its openings, and is gone when it is revoked, has run out, or its tenant is suspended", async () => {
    const [revoked, old, suspended] = [await make(), await make({ expiresInDays: 1 }), await make()];
    await open(revoked.token);
    await open(revoked.token);
    const { items } = await listReports.execute(world.deps, admin, {});
    const shown = items.find(({ id }) => id === revoked.id);
    expect(shown).toMatchObject({ timesOpened: 2, lastOpenedAt: world.clock.now().toISOString() });

    await revokeReport.execute(world.deps, admin, { reportId: revoked.id });
    world.clock.advance(DAY_MS);
    const refusals = [];
    for (const token of [revoked.token, old.token, "x".repeat(43), "", "y".repeat(9_999)])
      refusals.push(await open(token).catch((error: Error) => error.message));
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toMatch(/run out, was revoked, or never was/);

    await open(suspended.token);
    await world.ownerSql`update tenants set suspended_at = now() where client_id = ${tenant.clientId}`;
    await expect(open(suspended.token)).rejects.toMatchObject({ code: "not_found" });
  });
});
