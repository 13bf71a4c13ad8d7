// Calls become charts: counted, filtered by a press, shown as a table, downloaded; and what was done stands in the trail.
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, type StorageState, startBrowser, visit } from "../support/browser.ts";
import { becomeFirstAdmin, joinTenant } from "../support/people.ts";

const CALLS = 3;
let app: App;
let browser: Browser;
let session: StorageState;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  await becomeFirstAdmin(await context.newPage(), app);
  session = await context.storageState();
  await context.close();
  await app.cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);
  await joinTenant(app, "acme_corp");
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const authorize = (key: string) =>
  fetch(`${app.apiUrl}/v1/authorize`, { headers: { Authorization: `Bearer ${key}` } });

const keys = (page: Page) => page.getByRole("table", { name: "Keys" });

it("leads from the first call to the chart, the table, the file and the audit trail", async () => {
  const { page, faults } = await visit(browser, { baseURL: app.baseUrl, session });
  await page.goto("/t/acme_corp");
  await page.getByText("Waiting for the first call").waitFor();
  const { secret } = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "analytics"]);
  for (let call = 0; call < CALLS; call += 1) expect((await authorize(secret)).status).toBe(200);

  await page.getByRole("heading", { name: "Calls by outcome" }).waitFor();
  await page.goto("/t/acme_corp/usage?range=24h");
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText(/^\d+ calls in the last 24 hours/).textContent();
      },
      { timeout: 20_000 },
    )
    .toContain(`${CALLS} calls in the last 24 hours, 100% of them admitted`);

  await keys(page)
    .getByRole("link", { name: /^analytics/ })
    .click();
  await page.waitForURL(/[?&]key=key_/);
  await page.getByRole("button", { name: "View Calls by outcome as a table" }).click();
  await page.getByRole("columnheader", { name: "Admitted" }).waitFor();

  const file = await page.request.get("/t/acme_corp/usage/download?range=24h&group=key&format=csv");
  const lines = (await file.text()).trim().split("\n");
  expect(lines[0]).toBe("start,end,zone,analytics");
  expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(",").at(-1)), 0)).toBe(CALLS);

  const headOf = async (part: string) => {
    const card = await page.request.get(`/t/acme_corp/usage/download?range=24h&format=csv&part=${part}`);
    return `${card.headers()["content-disposition"]} ${(await card.text()).split("\n")[0]}`;
  };
  expect(await headOf("percentiles")).toMatch(/usage-percentiles-.* start,end,zone,p50,p95,p99$/);
  expect(await headOf("models")).toMatch(/usage-models-.* provider,model,payer,calls/);
  expect(await headOf("explanation")).toMatch(/usage-calls-explained-.* by,key,name,detail,before/);
  expect(await headOf("constructor")).toMatch(/usage-calls-2.* start,end,zone/);

  await page.goto("/t/acme_corp/audit");
  await page.getByText("Chain verified").waitFor();
  await page.getByRole("link", { name: "Created key “analytics”" }).click();
  await page.getByRole("heading", { name: "What changed" }).waitFor();
  expect(page.url()).toMatch(/entry=aud_/);
  expect(faults).toEqual([]);
});

it("shows a fresh call in the live log, rests on the space bar, and explains a verdict that has an address", async () => {
  const { page, faults } = await visit(browser, { baseURL: app.baseUrl, session });
  const { secret } = await app.cli.json([
    ...["keys", "create", "--tenant", "acme_corp", "--name", "watched"],
    ...["--ip", "203.0.113.0/24"],
  ]);
  await page.goto("/t/acme_corp/logs");
  const row = (text: string) => page.getByRole("row").filter({ hasText: text });
  await page.getByText("Live. New calls appear as they come.").waitFor();
  await row("analytics").first().waitFor();
  expect(await row("watched").count()).toBe(0);
  expect((await authorize(secret)).status).toBe(403);
  await row("watched").waitFor({ timeout: 20_000 });

  await page.setViewportSize({ width: 1280, height: 240 });
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.getByText("Paused while you read further down.").waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByText("Live. New calls").waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.keyboard.press("Space");
  await page.getByText("Paused. New calls wait until you resume.").waitFor();
  await authorize(secret);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.method()));
  await row("watched").getByRole("link").click();
  await page.getByRole("heading", { name: "Address not allowed" }).waitFor();
  const checks = page.getByRole("dialog").getByRole("listitem");
  expect(await checks.filter({ hasText: "Passed" }).count()).toBe(4);
  expect(await checks.filter({ hasText: "Refused" }).textContent()).toContain("not on the key’s list");
  expect(await checks.filter({ hasText: "Not reached" }).count()).toBe(3);
  expect(asked).not.toContain("POST");
  expect(page.url()).toMatch(/open=\d+\.evt_/);

  const address = page.url();
  await page.goto(`${address}&outcome=VALID`);
  await page.getByRole("heading", { name: "Address not allowed" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.searchParams.has("open"));
  await row("analytics").first().waitFor();
  expect(await row("watched").count()).toBe(0);

  const file = await page.request.get("/t/acme_corp/logs/download?outcome=IP_NOT_ALLOWED&format=csv");
  expect((await file.text()).trim().split("\n")).toHaveLength(3);
  await page.goto("/admin/logs?q=no-such-thing", { waitUntil: "networkidle" });
  await page.getByText("No call fits").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await row("acme_corp").first().waitFor();
  expect(faults).toEqual([]);
});

it("leads from every number to the calls behind it, drills, zooms by keys, and keeps what is shown as a view", async () => {
  const { page, faults } = await visit(browser, { baseURL: app.baseUrl, session });
  await page.goto("/t/acme_corp/usage?range=24h&compare=previous");
  const outcomes = page.getByRole("table", { name: "Outcomes" });
  const refused = outcomes.getByRole("row", { name: /Address not allowed/ });
  expect(await refused.getByRole("cell").first().textContent()).toBe("2");
  const file = await page.request.get(
    "/t/acme_corp/usage/download?range=24h&outcome=IP_NOT_ALLOWED&group=none&format=csv",
  );
  const lines = (await file.text()).trim().split("\n").slice(1);
  expect(lines.reduce((sum, line) => sum + Number(line.split(",").at(-1)), 0)).toBe(2);
  await refused.getByRole("link", { name: "Calls of Address not allowed" }).click();
  await page.waitForURL(/\/logs\?.*outcome=IP_NOT_ALLOWED/);
  await page.getByRole("row").filter({ hasText: "watched" }).first().waitFor();
  expect(await page.getByRole("row").filter({ hasText: "watched" }).count()).toBe(2);

  await page.goBack();
  await refused.getByRole("link", { name: "Address not allowed", exact: true }).click();
  await page.waitForURL(/group=key.*outcome=IP_NOT_ALLOWED/);
  await keys(page)
    .getByRole("link", { name: /^watched/ })
    .waitFor();
  await page.locator("figure .recharts-surface").first().focus();
  await page.keyboard.press("-");
  await page.waitForURL(/range=custom/);
  await page.getByRole("button", { name: "Reset zoom" }).click();
  await page.waitForURL((url) => !url.searchParams.has("range"));

  await page.locator("[data-at][tabindex='0']").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByText(/^Tuesday 00:00–01:00:/).waitFor();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save or change views…" }).click();
  await page.getByLabel("Save what is shown as").fill("Refused by address");
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Save view" }).click();
  const tab = page
    .getByRole("navigation", { name: "Saved views" })
    .getByRole("link", { name: "Refused by address" });
  await tab.waitFor();
  await page.goto("/t/acme_corp/usage");
  await tab.click();
  await page.waitForURL(/outcome=IP_NOT_ALLOWED/);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.waitForFunction(() => !document.querySelector("[data-slot=skeleton]"));
  await page.waitForFunction(() => document.getAnimations().length === 0);
  await expectNoAxeViolations(page);
  expect(faults).toEqual([]);
});
