// What people and programs do with alerts and their rules.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { countAlerts } from "#lib/alerts/count-alerts.ts";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { deleteAlertRule } from "#lib/alerts/delete-alert-rule.ts";
import { evaluateAlerts } from "#lib/alerts/evaluate-alerts.ts";
import { learnNetworks } from "#lib/alerts/learn-networks.ts";
import { listAlertRules } from "#lib/alerts/list-alert-rules.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listMutes } from "#lib/alerts/list-mutes.ts";
import { listTenantsAlerts } from "#lib/alerts/list-tenants-alerts.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { resolveAlert } from "#lib/alerts/resolve-alert.ts";
import { sweepAlerts } from "#lib/alerts/sweep-alerts.ts";
import { testAlertRule } from "#lib/alerts/test-alert-rule.ts";
import { unmuteAlerts } from "#lib/alerts/unmute-alerts.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import type { TenantsAlertView } from "#lib/alerts/view.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { Page } from "#lib/core/page.ts";
import type { Principal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { decodeId, type Id, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { evaluate, issueKey, storeCalls, told } from "../support/alert-world.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeMember, makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

/** An alert that fires, as if the worker had opened it. */
async function fire(world: TestWorld, tenantId: Id<"ten">): Promise<Id<"alt">> {
  const id = newId("alt");
  const now = world.clock.now().toISOString();
  await world.ownerSql`
    insert into alerts (tenant_id, id, rule, kind, severity, subject, subject_label, period, title, text, path, firing,
      muted, opened_at, seen_at)
    values (${decodeId("ten", tenantId)}, ${decodeId("alt", id)}, 'spike', 'spike', 'warning', 'key_1', 'orders', ${id},
      'orders makes many calls', 'Many.', '/usage', true, false, ${now}, ${now})`;
  return id;
}

const custom = {
  name: "Too many",
  settings: { metric: "calls" as const, comparison: "above" as const, value: 10, windowMinutes: 60 },
};
const inAWeek = (world: TestWorld) => new Date(world.clock.now().getTime() + 7 * DAY_MS).toISOString();
const asAdmin = async (world: TestWorld, tenant: Pick<TenantRow, "id">) =>
  principalOf(world, { tenant, role: "admin" });
const ruleOf = async (world: TestWorld, tenant: TenantRow) =>
  (await createAlertRule.execute(world.deps, await asAdmin(world, tenant), custom)).id;

const people = { allowed: { role: "admin" }, refused: { role: "developer" } } as const;

describeCommand(acknowledgeAlert, {
  arrange: async ({ world, tenant }) => ({ alertId: await fire(world, tenant.id), note: "on it" }),
  ...people,
  worked: (alert, { principal }) =>
    expect(alert).toMatchObject({ acknowledgedBy: principal.actor.label, note: "on it", state: "firing" }),
  bad: { change: { note: "x".repeat(501) }, fields: ["note"] },
});

describeCommand(resolveAlert, {
  arrange: async ({ world, tenant }) => ({ alertId: await fire(world, tenant.id) }),
  ...people,
  worked: (alert, { principal }) =>
    expect(alert).toMatchObject({ state: "over", resolvedBy: principal.actor.label }),
  bad: { change: { alertId: 1 }, fields: ["alertId"] },
});

describeCommand(muteAlert, {
  arrange: async ({ world, tenant }) => ({ alertId: await fire(world, tenant.id), until: inAWeek(world) }),
  ...people,
  worked: (mute) => expect(mute).toMatchObject({ rule: "spike", subject: "key_1" }),
  bad: { change: { until: "soon", what: "all" }, fields: ["until", "what"] },
});

describeCommand(unmuteAlerts, {
  arrange: async ({ world, tenant }) => {
    const input = { alertId: await fire(world, tenant.id), until: inAWeek(world) };
    const { rule, subject } = await muteAlert.execute(world.deps, await asAdmin(world, tenant), input);
    return { rule, subject };
  },
  ...people,
  bad: { change: { rule: 1 }, fields: ["rule"] },
});

describeCommand(createAlertRule, {
  arrange: () => custom,
  ...people,
  hasTarget: false,
  worked: (rule) => expect(rule).toMatchObject({ kind: "threshold", enabled: true, builtIn: false }),
  bad: {
    change: { name: "", settings: { ...custom.settings, metric: "meter", windowMinutes: 5 } },
    fields: ["name", "settings.windowMinutes"],
  },
});

describeCommand(updateAlertRule, {
  arrange: async ({ world, tenant }) => ({ ruleId: await ruleOf(world, tenant), enabled: false }),
  ...people,
  worked: (rule) => expect(rule).toMatchObject({ enabled: false }),
  bad: { change: { settings: { value: -1 } }, fields: ["settings.value"] },
});

describeCommand(deleteAlertRule, {
  arrange: async ({ world, tenant }) => ({ ruleId: await ruleOf(world, tenant) }),
  ...people,
  bad: { change: { ruleId: 7 }, fields: ["ruleId"] },
});

describeCommand(testAlertRule, {
  arrange: async ({ world, tenant }) => ({ ruleId: await ruleOf(world, tenant) }),
  ...people,
  worked: (alert) => expect(alert).toMatchObject({ test: true, state: "over" }),
  bad: { change: { ruleId: 7 }, fields: ["ruleId"] },
});

describe("alerts", () => {
  let world: TestWorld;
  let tenant: TenantRow;
  let admin: Principal;
  beforeAll(async () => {
    world = await testWorld();
    tenant = await makeTenant(world);
    admin = await asAdmin(world, tenant);
  });
  afterAll(() => world?.close());

  const firing = async () => (await listAlerts.execute(world.deps, admin, { state: "firing" })).items;
  const open = async () => (await countAlerts.execute(world.deps, admin, {})).open;

  it("that are muted open without a word, and those that are taken on or closed are counted no more", async () => {
    const key = await issueKey(world, tenant, "checkout");
    const other = await issueKey(world, tenant, "mobile");
    await storeCalls(world, key, 60, { outcome: "RATE_LIMITED" });
    await evaluate(world);
    const [alert] = await firing();
    expect(await open()).toBe(1);
    await acknowledgeAlert.execute(world.deps, admin, { alertId: alert!.id, note: "talking to them" });
    expect(await open()).toBe(0);
    const mute = { alertId: alert!.id, what: "rule" as const, until: inAWeek(world) };
    await muteAlert.execute(world.deps, admin, mute);
    world.clock.advance(20 * MINUTE_MS);
    await storeCalls(world, other, 60, { outcome: "RATE_LIMITED" });
    await evaluate(world);
    expect(await firing()).toMatchObject([
      { subjectLabel: "mobile", muted: true },
      { subjectLabel: "checkout" },
    ]);
    const { events } = await told(world, tenant.id, "nobody");
    expect(events).toHaveLength(1);
    expect((await listMutes.execute(world.deps, admin, {})).items).toMatchObject([
      { rule: "refusals_burst", subject: "*" },
    ]);
    await resolveAlert.execute(world.deps, admin, { alertId: alert!.id });
    await evaluate(world);
    expect((await firing()).map(({ subjectLabel }) => subjectLabel)).toEqual(["mobile"]);
    expect(await open()).toBe(0);
  });

  it("of one moment come to a person in one mail, and what follows within a quarter of an hour in another", async () => {
    const crowd = await makeTenant(world);
    const owner = (await makeMember(world, crowd, "owner")).user.email;
    const developer = (await makeMember(world, crowd, "developer")).user.email;
    const burst = async (name: string) =>
      storeCalls(world, await issueKey(world, crowd, name), 60, { outcome: "RATE_LIMITED" });
    for (const name of ["one", "two", "three"]) await burst(name);
    await evaluate(world);
    await burst("four");
    await evaluate(world);
    world.clock.advance(MINUTE_MS);
    await burst("five");
    await evaluate(world);
    expect((await told(world, crowd.id, owner)).mails).toHaveLength(1);
    world.clock.advance(15 * MINUTE_MS);
    await evaluate(world);
    const { mails } = await told(world, crowd.id, owner);
    expect(mails.map(({ subject }) => subject.slice(0, 8))).toEqual(["3 alerts", "2 alerts"]);
    for (const name of ["four", "five"]) expect(mails[1]!.text).toContain(`Many calls of ${name}`);
    expect((await told(world, crowd.id, developer)).mails).toEqual([]);
  });

  it("of a rule that is tried reach each channel, marked as a test", async () => {
    const place = await makeTenant(world);
    const owner = await makeMember(world, place, "owner");
    const principal = await principalOf(world, { tenant: place, role: "owner", user: owner.user });
    await testAlertRule.execute(world.deps, principal, { ruleId: "quota" });
    await evaluate(world, 2);
    const { alerts, mails, events } = await told(world, place.id, owner.user.email);
    expect(alerts).toMatchObject([{ rule: "quota", firing: false }]);
    expect(mails).toMatchObject([{ subject: expect.stringMatching(/^Test: /) }]);
    expect(events).toMatchObject([{ type: "alert.opened", data: { test: true } }]);
  });

  it("follow what a tenant changed in a rule, and nobody else's", async () => {
    const [strict, usual] = [await makeTenant(world), await makeTenant(world)];
    const principal = await asAdmin(world, strict);
    await updateAlertRule.execute(world.deps, principal, {
      ruleId: "refusals_burst",
      settings: { refusedCalls: 3, windowMinutes: 120 },
      channels: { webhook: false },
    });
    const before = new Date(world.clock.now().getTime() - 90 * MINUTE_MS);
    for (const each of [strict, usual])
      await storeCalls(world, await issueKey(world, each, "k"), 5, { outcome: "EXPIRED", at: before });
    await evaluate(world);
    const heard = await told(world, strict.id, "nobody");
    expect([heard.alerts.length, heard.events.length]).toEqual([1, 0]);
    expect((await told(world, usual.id, "nobody")).alerts).toEqual([]);
    await deleteAlertRule.execute(world.deps, principal, { ruleId: "refusals_burst" });
    const { items } = await listAlertRules.execute(world.deps, principal, {});
    expect(items.every(({ unchanged }) => unchanged)).toBe(true);
    world.clock.advance(HOUR_MS);
    await evaluate(world);
    expect((await told(world, strict.id, "nobody")).alerts).toMatchObject([{ firing: false }]);
  });

  it("of all tenants that fire are seen by staff of the platform, with whose they are, and by nobody else", async () => {
    const support = await principalOf(world, { platformRole: "support" });
    const [one, other] = [await makeTenant(world), await makeTenant(world)];
    const ids = [await fire(world, one.id), await fire(world, other.id), await fire(world, PLATFORM_TENANT)];
    const seen: TenantsAlertView[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Page<TenantsAlertView> = await listTenantsAlerts.execute(world.deps, support, {
        cursor,
        limit: 1,
      });
      seen.push(...page.items);
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    const mine = seen.filter(({ id }) => ids.includes(id as (typeof ids)[number]));
    expect(mine.map(({ tenant: whose }) => whose.clientId).toSorted()).toEqual(
      [one.clientId, other.clientId].toSorted(),
    );
    expect(seen.every(({ state }) => state === "firing")).toBe(true);
    await expect(listTenantsAlerts.execute(world.deps, admin, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("of the platform are its staff's alone", async () => {
    const alertId = await fire(world, PLATFORM_TENANT);
    const staff = await principalOf(world, { platformRole: "admin" });
    const support = await principalOf(world, { platformRole: "support" });
    const acknowledge = platformOwn(acknowledgeAlert);
    await expect(acknowledge.execute(world.deps, admin, { alertId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(acknowledge.execute(world.deps, support, { alertId })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await acknowledge.execute(world.deps, staff, { alertId })).toMatchObject({ id: alertId });
    const kinds = (await platformOwn(listAlertRules).execute(world.deps, support, {})).items;
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "unknown_keys_burst",
      "metering_lag",
      "credential_failing",
    ]);
  });

  it.each([evaluateAlerts, learnNetworks, sweepAlerts])(
    "are looked for by nobody but Keyhold itself",
    async (job) => {
      const attempt = job.execute(world.deps, await principalOf(world, { platformRole: "support" }), {});
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    },
  );
});
