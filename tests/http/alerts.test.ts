// Alerts and their rules as programs look after them: by REST, and from the command line on the same rows.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AlertRuleView, AlertView, MuteView } from "#lib/alerts/view.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { evaluate, issueKey, storeCalls } from "../support/alert-world.ts";
import { type Cli, worldCli } from "../support/cli.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { type Management, type Program, startManagement } from "../support/management.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
let tenant: TenantRow;
let own: Program;
let cli: Cli;
let alertId: string;
beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  [api, cli] = [await startManagement(world), await worldCli(world)];
  tenant = await makeTenant(world);
  own = await api.program({ tenant });
  await storeCalls(world, await issueKey(world, tenant, "checkout"), 60, { outcome: "RATE_LIMITED" });
  await evaluate(world);
}, 120_000);
afterAll(async () => {
  await api?.close();
  await cli?.close();
  await world?.close();
});

describe("/v1/alerts", () => {
  it("lists and reads what fires, to its tenant alone", async () => {
    const { body } = await own.call("GET", "/v1/alerts?state=firing&severity=warning,critical");
    expect(body.items).toHaveLength(1);
    const alert = AlertView.parse(body.items[0]);
    expect(alert).toMatchObject({ kind: "refusals_burst", subjectLabel: "checkout", state: "firing" });
    alertId = alert.id;
    expect((await own.call("GET", `/v1/alerts/${alertId}`)).body).toEqual(alert);
    const stranger = await api.program({ tenant: await makeTenant(world) });
    expect((await stranger.call("GET", `/v1/alerts/${alertId}`)).status).toBe(404);
    const reader = await api.program({ tenant, permissions: ["alerts:read"] });
    expect((await reader.call("POST", `/v1/alerts/${alertId}/acknowledge`, {})).status).toBe(403);
    const platform = await api.program();
    expect((await platform.call("GET", "/v1/alerts")).body.items).toEqual([]);
    expect((await platform.call("GET", `/v1/alerts?tenant=${tenant.clientId}`)).body.items).toHaveLength(1);
  });

  it("are taken on and muted", async () => {
    const taken = await own.call("POST", `/v1/alerts/${alertId}/acknowledge`, { note: "on it" });
    expect(AlertView.parse(taken.body)).toMatchObject({ acknowledgedBy: "a program", note: "on it" });
    const until = new Date(world.clock.now().getTime() + DAY_MS).toISOString();
    const muted = await own.call("POST", `/v1/alerts/${alertId}/mute`, { until });
    const { rule, subject } = MuteView.parse(muted.body);
    expect((await own.call("GET", "/v1/alert-mutes")).body.items).toHaveLength(1);
    expect((await own.call("POST", "/v1/alert-mutes/end", { rule, subject })).status).toBe(200);
    const late = await own.call("POST", `/v1/alerts/${alertId}/mute`, { until: "2020-01-01T00:00:00Z" });
    expect([late.status, Object.keys(late.body.fields)]).toEqual([422, ["until"]]);
  });
});

describe("/v1/alert-rules", () => {
  it("lists, makes, changes, tries and deletes", async () => {
    const settings = { metric: "refused_percent", comparison: "above", value: 5, windowMinutes: 60 };
    const made = await own.call("POST", "/v1/alert-rules", { name: "Refusals", settings });
    expect(made.status).toBe(201);
    const { id } = AlertRuleView.parse(made.body);
    const changed = await own.call("PATCH", `/v1/alert-rules/${id}`, { settings: { value: 7 } });
    expect(changed.body.settings).toMatchObject({ ...settings, value: 7 });
    const tried = await own.call("POST", `/v1/alert-rules/${id}/test`, {});
    expect(AlertView.parse(tried.body)).toMatchObject({ test: true, title: "Refusals" });
    const wrong = await own.call("PATCH", "/v1/alert-rules/quota", { settings: { percents: [0], speed: 1 } });
    expect([wrong.status, Object.keys(wrong.body.fields).sort()]).toEqual([
      422,
      ["settings.percents.0", "settings.speed"],
    ]);
    expect((await own.call("POST", `/v1/alert-rules/${id}/delete`, {})).status).toBe(200);
    const { items } = (await own.call("GET", "/v1/alert-rules")).body;
    expect(items.map((item: unknown) => AlertRuleView.parse(item).id)).not.toContain(id);
    expect((await own.call("GET", `/v1/alert-rules/${id}`)).status).toBe(404);
  });
});

describe("keyhold alerts", () => {
  it("lists, takes on, mutes, and switches rules", async () => {
    const whose = ["--tenant", tenant.clientId];
    const { items } = await cli.json(["alerts", "list", "--state", "firing", ...whose]);
    expect(items).toMatchObject([{ id: alertId, note: "on it" }]);
    const taken = await cli.json(["alerts", "ack", alertId, "--note", "nearly done", ...whose]);
    expect(taken).toMatchObject({ note: "nearly done" });
    const mute = await cli.json(["alerts", "mute", alertId, "--for", "8h", "--what", "rule", ...whose]);
    expect(mute).toMatchObject({ rule: "refusals_burst", subject: "*" });
    const rules = await cli.json(["alerts", "rules", "--off", "spike", ...whose]);
    const off = rules.items.filter(({ enabled }: { enabled: boolean }) => !enabled);
    expect(off.map(({ id }: { id: string }) => id)).toEqual(["spike"]);
    expect((await cli.json(["alerts", "list"])).items).toEqual([]);
  }, 240_000);
});
