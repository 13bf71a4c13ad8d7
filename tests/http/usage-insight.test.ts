// Forecasts, explanations and reports for programs.
import { afterAll, beforeAll, expect, it } from "vitest";
import { ReportWithLink } from "#lib/reports/view.ts";
import { ExplanationView } from "#lib/usage/explain-read.ts";
import { ForecastView } from "#lib/usage/forecast-usage.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { type Management, startManagement } from "../support/management.ts";
import { keyRow, writeUsage } from "../support/usage-rows.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
let tenant: TenantRow;

beforeAll(async () => {
  world = await testWorld();
  api = await startManagement(world);
  tenant = await makeTenant(world);
  const now = world.clock.now().getTime();
  const key = keyRow(tenant.id, "steady", new Date(now - 40 * 86_400_000));
  const rows = Array.from({ length: 20 }, (_, day) => ({
    tenantId: tenant.id,
    keyId: key.id,
    bucket: new Date(Math.floor((now - day * 86_400_000) / 900_000) * 900_000),
    calls: 240,
  }));
  await writeUsage(world, rows, [key]);
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

it("answers as its own description says, to tokens with the right alone", async () => {
  const reader = await api.program({ tenant, permissions: ["usage:read"] });
  const forecast = await reader.call("GET", "/v1/usage/forecast?period=month&metric=calls");
  expect(forecast.status).toBe(200);
  const { used, forecast: coming } = ForecastView.parse(forecast.body);
  expect(coming?.low).toBeGreaterThanOrEqual(used);
  const explained = await reader.call("GET", "/v1/usage/explain?range=7d");
  expect(ExplanationView.parse(explained.body).change).toBe(
    explained.body.dimensions[0].parts[0]?.change ?? 0,
  );

  const wrong = await reader.call("GET", "/v1/usage/explain?metric=p95");
  expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ["metric"]]);
  expect((await reader.call("POST", "/v1/reports", { title: "Mine" })).status).toBe(403);
});

it("makes, lists and revokes links to reports", async () => {
  const admin = await api.program({ tenant, permissions: ["usage:read", "settings:write"] });
  const made = await admin.call("POST", "/v1/reports", {
    title: "Board",
    search: "range=7d",
    expiresInDays: 7,
  });
  expect(made.status).toBe(201);
  const { id, url } = ReportWithLink.parse(made.body);
  const listed = await admin.call("GET", "/v1/reports");
  expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
  expect(listed.text).not.toContain(url.slice(url.lastIndexOf("/") + 1));
  const revoked = await admin.call("POST", `/v1/reports/${id}/revoke`);
  expect(revoked.body.status).toBe("revoked");

  const stranger = await api.program({ tenant: await makeTenant(world), permissions: ["settings:write"] });
  expect((await stranger.call("POST", `/v1/reports/${id}/revoke`)).status).toBe(404);
});
