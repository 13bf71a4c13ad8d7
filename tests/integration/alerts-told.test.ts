// Every kind of alert, provoked for real: by calls that are stored, by keys that are made, by provider keys that fail.
// It arrives once on each channel, however often and by however many workers things are looked at.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { noteCheck } from "#lib/credentials/note-check.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { reportLeaks } from "#lib/leaks/report-leaks.ts";
import { decodeId, type Id, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { UNKNOWN_KEY } from "#lib/usage/group-labels.ts";
import { evaluate, type IssuedKey, issueKey, storeCalls, told } from "../support/alert-world.ts";
import { makeCredential, takeIn } from "../support/credentials.ts";
import { makeMember, makeTenant, makeUser, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const START = new Date("2026-03-10T12:05:00.000Z");
let world: TestWorld;
let tenant: TenantRow;
let owner: string;

beforeAll(async () => {
  world = await testWorld();
}, 60_000);
afterAll(() => world?.close());
beforeEach(async () => {
  world.clock.set(START);
  tenant = await makeTenant(world);
  owner = (await makeMember(world, tenant, "owner")).user.email;
});

const heard = () => told(world, tenant.id, owner);

/** Looks three times in a row, two workers at a time, and finds the alert once on each channel. */
async function expectOnce(kind: string, title: string | RegExp) {
  for (let turn = 0; turn < 3; turn += 1) {
    await evaluate(world, 2);
    world.clock.advance(MINUTE_MS);
  }
  const { alerts, mails, events } = await heard();
  const said = expect.stringMatching(title);
  expect(alerts).toMatchObject([{ rule: kind, title: said, firing: true }]);
  expect(mails).toMatchObject([{ subject: said }]);
  expect(events).toMatchObject([{ type: "alert.opened", data: { rule: kind, title: said } }]);
  expect(events[0]!.data.url).toContain(`/t/${tenant.clientId}/alerts/alt_`);
  expect(mails[0]!.text).toContain(events[0]!.data.url);
  return alerts[0]!;
}

/** The tenant was told of an opening and of its end, and hears no more. */
async function expectEnded() {
  await evaluate(world, 2);
  const { alerts, mails, events } = await heard();
  expect(alerts).toMatchObject([{ firing: false }]);
  expect(mails).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual(["alert.opened", "alert.resolved"]);
}

const refuse = (key: IssuedKey, count: number, outcome: Outcome = "RATE_LIMITED") =>
  storeCalls(world, key, count, { outcome });

describe("many refusals", () => {
  it("of a key are told once, are over when they stop, and are told again on another day", async () => {
    const key = await issueKey(world, tenant, "checkout");
    await storeCalls(world, key, 150);
    await refuse(key, 60);
    const alert = await expectOnce("refusals_burst", /^Many calls of checkout are refused$/);
    expect(alert.text).toBe(
      "60 of 210 calls (28.6%) were refused in the last hour, most often for: Rate limited.",
    );
    world.clock.advance(2 * HOUR_MS);
    await expectEnded();
    await refuse(key, 60);
    await evaluate(world);
    expect((await heard()).alerts).toMatchObject([{ firing: true }]);
    expect((await heard()).events).toHaveLength(2);
    world.clock.advance(3 * HOUR_MS);
    await evaluate(world);
    world.clock.advance(DAY_MS);
    await refuse(key, 60);
    await evaluate(world);
    const { alerts, mails, events } = await heard();
    expect([alerts.length, mails.length, events.length]).toEqual([2, 2, 3]);
  });

  it("that are few, or few among many calls, are nothing", async () => {
    const [few, busy] = [await issueKey(world, tenant, "few"), await issueKey(world, tenant, "busy")];
    await refuse(few, 49);
    await refuse(busy, 60);
    await storeCalls(world, busy, 300);
    await evaluate(world);
    expect((await heard()).alerts).toEqual([]);
  });

  it("that are stored late are told of all the same", async () => {
    const key = await issueKey(world, tenant, "late");
    await evaluate(world);
    await storeCalls(world, key, 60, {
      outcome: "RATE_LIMITED",
      at: new Date(START.getTime() - 40 * MINUTE_MS),
    });
    await expectOnce("refusals_burst", /^Many calls of late/);
  });
});

describe("a new network", () => {
  it("of a key is told once; networks of its first days, and the rest of the same network, are not", async () => {
    world.clock.set(new Date(START.getTime() - 10 * DAY_MS));
    const key = await issueKey(world, tenant, "server");
    await storeCalls(world, key, 3);
    await storeCalls(world, key, 1, { ip: "2001:db8:1:2::3" });
    await evaluate(world);
    world.clock.set(START);
    await storeCalls(world, key, 1, { ip: "203.0.113.200" });
    await storeCalls(world, key, 1, { ip: "2001:db8:1:ffff::9" });
    await evaluate(world);
    expect((await heard()).alerts).toEqual([]);
    await storeCalls(world, key, 2, { ip: "198.51.100.9" });
    const alert = await expectOnce("new_network", /^server is used from a new network$/);
    expect(alert.text).toContain("198.51.100.0/24");
    world.clock.advance(DAY_MS);
    await expectEnded();
  });
});

describe("a spike", () => {
  it("is judged by the same weekday and hour of the weeks before", async () => {
    const begin = new Date(START.getTime() - 35 * DAY_MS);
    world.clock.set(begin);
    const [wild, usual] = [await issueKey(world, tenant, "wild"), await issueKey(world, tenant, "usual")];
    for (let week = 1; week <= 4; week += 1)
      for (const hour of [-1, 0, 1]) {
        const at = new Date(START.getTime() - week * 7 * DAY_MS + (hour - 1) * HOUR_MS);
        await storeCalls(world, wild, 40 + week, { at });
        await storeCalls(world, usual, 250, { at });
      }
    world.clock.set(START);
    const at = new Date(START.getTime() - 30 * MINUTE_MS);
    await storeCalls(world, wild, 260, { at });
    await storeCalls(world, usual, 260, { at });
    const alert = await expectOnce("spike", /^wild makes unusually many calls$/);
    expect(alert.text).toContain("260 calls in an hour");
  });
});

describe("a sleeping key", () => {
  it("that makes a call after thirty days is told once", async () => {
    world.clock.set(new Date(START.getTime() - 45 * DAY_MS));
    const key = await issueKey(world, tenant, "forgotten");
    await storeCalls(world, key, 1);
    world.clock.set(START);
    await storeCalls(world, key, 1);
    const alert = await expectOnce("dormant_key", /^forgotten is used again$/);
    expect(alert.text).toBe("The key made a call after 45 days without a call.");
    world.clock.advance(HOUR_MS);
    await storeCalls(world, key, 1);
    world.clock.advance(27 * HOUR_MS);
    await expectEnded();
  });
});

describe("a key that expires", () => {
  it("is told of at 30, 14, 7 days and one day, once each, and never when it was revoked", async () => {
    const principal = systemPrincipal("the tests", tenant.id);
    const make = (name: string) =>
      createKey.execute(world.deps, principal, { name, environment: "live", expiresInDays: 40 });
    await make("ending");
    const gone = await make("gone");
    await revokeKey.execute(world.deps, principal, { keyId: gone.id, reason: "no more" });
    const steps: string[] = [];
    for (let day = 0; day < 41; day += 1) {
      await evaluate(world, 2);
      const { alerts } = await heard();
      if (alerts.length > steps.length) steps.push(`${day} ${alerts.at(-1)!.severity}`);
      expect(alerts.filter(({ firing }) => firing).length).toBeLessThanOrEqual(1);
      world.clock.advance(DAY_MS);
    }
    await evaluate(world);
    expect(steps).toEqual(["10 info", "26 info", "33 warning", "39 critical"]);
    const { alerts, mails, events } = await heard();
    expect(alerts.every(({ firing }) => !firing)).toBe(true);
    expect([mails.length, events.length]).toEqual([4, 8]);
  });
});

describe("a key that leaked", () => {
  it("is told of once for each place, whatever was done to it, and for a week", async () => {
    const key = await makeKey(world, tenant, { name: "committed" });
    const report = (url: string) =>
      reportLeaks.execute(world.as("api"), systemPrincipal("the tests"), {
        leaks: [{ token: key.secret, url, source: "commit" }],
      });
    await report("https://git.example.test/a");
    const alert = await expectOnce("key_leaked", /^committed was found in public$/);
    expect(alert.text).toBe("The key was found at https://git.example.test/a. It was disabled.");
    await report("https://git.example.test/a");
    await evaluate(world, 2);
    expect((await heard()).alerts).toHaveLength(1);
    world.clock.advance(8 * DAY_MS);
    await expectEnded();
  });
});

describe("a provider key", () => {
  it("that fails its test is told once, and is over when it works again", async () => {
    const { id: credentialId } = await makeCredential(world, tenant, {});
    await takeIn(world.as("api"));
    const found = (state: "ok" | "invalid") =>
      noteCheck.execute(world.as("api"), systemPrincipal("the api", tenant.id), {
        ...{ credentialId, version: 1, state, detail: null, latencyMs: 5 },
      });
    await found("invalid");
    await expectOnce("credential_failing", /^The provider key .* fails$/);
    await found("ok");
    await expectEnded();
  });
});

describe("a quota", () => {
  it("is told of at 50, 80 and 100 percent, once for each step of each of its windows", async () => {
    const key = await createKey.execute(world.deps, systemPrincipal("the tests", tenant.id), {
      name: "metered",
      environment: "live",
      limits: [{ kind: "quota", name: "daily", meter: "requests", window: "day", limit: 100 }],
    });
    const spend = async (spent: number) => {
      await world.ownerSql`
        insert into limit_counters (tenant_id, key_id, meter, "window", bucket, spent, last_at)
        values (${decodeId("ten", tenant.id)}, ${decodeId("key", key.id)}, 'requests', 'day',
          date_trunc('day', ${world.clock.now().toISOString()}::timestamptz, 'UTC'), ${spent}, ${world.clock.now().toISOString()})
        on conflict (tenant_id, key_id, meter, "window", bucket) do update set spent = excluded.spent, last_at = excluded.last_at`;
      await evaluate(world, 2);
      world.clock.advance(20 * MINUTE_MS);
    };
    for (const spent of [49, 50, 60, 85, 100]) await spend(spent);
    const { alerts, mails, events } = await heard();
    expect(alerts.map(({ title, severity, firing }) => [title, severity, firing])).toEqual([
      ["metered: 50 % of the limit daily is used", "info", false],
      ["metered: 80 % of the limit daily is used", "warning", false],
      ["metered: the limit daily is used up", "critical", true],
    ]);
    expect(mails).toHaveLength(3);
    expect(events.filter(({ type }) => type === "alert.opened")).toHaveLength(3);
    world.clock.advance(DAY_MS);
    await spend(51);
    expect((await heard()).alerts.filter(({ firing }) => firing)).toMatchObject([{ severity: "info" }]);
  });
});

describe("a rule of one’s own", () => {
  it("is told once when its measure passes the chosen value, above or below", async () => {
    const key = await issueKey(world, tenant, "orders");
    const rule = (name: string, comparison: "above" | "below", value: number) =>
      createAlertRule.execute(world.deps, systemPrincipal("the tests", tenant.id), {
        name,
        settings: { metric: "meter", meter: "patients", keyId: key.id, comparison, value, windowMinutes: 60 },
      });
    const { id } = await rule("Many patients", "above", 40);
    await rule("Never below nothing", "below", 0);
    await storeCalls(world, key, 2, { units: { patients: 20 } });
    await evaluate(world);
    expect((await heard()).alerts).toEqual([]);
    await storeCalls(world, key, 1, { units: { patients: 1 } });
    const alert = await expectOnce(id, /^Many patients$/);
    expect(alert.text).toBe("patients: 41 in the last hour, above 40.");
  });
});

describe("the platform", () => {
  let staff: string;
  beforeEach(async () => {
    await world.ownerSql`delete from mails`;
    await world.ownerSql`delete from alerts`;
    await world.ownerSql`delete from usage_quarter_hours`;
    await world.ownerSql`delete from webhook_events`;
    staff = (await makeUser(world, { platformRole: "admin" })).email;
  });

  const lookTwice = async () => {
    await evaluate(world, 2);
    await evaluate(world, 2);
    return told(world, PLATFORM_TENANT, staff);
  };

  it("is told once of many unknown keys", async () => {
    const nobody = { tenant: { id: PLATFORM_TENANT }, id: UNKNOWN_KEY, secretId: null as never };
    await storeCalls(world, nobody, 120, { environment: "none", outcome: "NOT_FOUND" });
    const { alerts, mails, events } = await lookTwice();
    expect(alerts).toMatchObject([
      { rule: "unknown_keys_burst", text: expect.stringContaining("120 calls") },
    ]);
    expect([mails.length, events.length]).toEqual([1, 1]);
    expect(events[0]!.data.url).toContain("/admin/alerts/alt_");
  });

  it("is told once of usage that waits on the disk of a silent process", async () => {
    const node = newId("node") as Id<"node">;
    await world.ownerSql`
      insert into nodes (id, host, pid, version, started_at, seen_at, acknowledged_seq, accepted, stored, waiting)
      values (${decodeId("node", node)}, 'api-1', 7, '1', ${START.toISOString()},
        ${new Date(START.getTime() - 5 * MINUTE_MS).toISOString()}, 0, 12, 5, 7)`;
    const { alerts, mails, events } = await lookTwice();
    expect(alerts).toMatchObject([
      { rule: "metering_lag", severity: "critical", title: "Usage waits on api-1" },
    ]);
    expect([mails.length, events.length]).toEqual([1, 1]);
    await world.ownerSql`update nodes set waiting = 0, stored = 12`;
    world.clock.advance(6 * MINUTE_MS);
    expect((await lookTwice()).alerts.filter(({ firing }) => firing)).toEqual([]);
  });
});
