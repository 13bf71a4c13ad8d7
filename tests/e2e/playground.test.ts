// The playground at the browser: answers as they come, what they cost and who paid; and what is typed there stays nowhere.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, type StorageState, startBrowser, visit } from "../support/browser.ts";
import { PLANTED } from "../support/credentials.ts";
import { open } from "../support/key-screens.ts";
import { dumpTables, filesWith, leaksIn } from "../support/leaks.ts";
import { becomeFirstAdmin, joinTenant } from "../support/people.ts";
import { startUpstream, type Upstream } from "../support/upstream/server.ts";

const STORED = "sk-proj-STORED2mWq8vLx4ZcT7nRb1kYd9Jf3Hs6Gp";
const MODEL = "openai/gpt-5-mini";

let upstream: Upstream;
let dataDir: string;
let app: App;
let browser: Browser;
let session: StorageState;
let secret: string;
let keyId: string;
/** All that the dashboard sent to the browser. */
let received = "";

beforeAll(async () => {
  upstream = await startUpstream();
  dataDir = await mkdtemp(join(tmpdir(), "kh-app-"));
  const env = {
    EGRESS_ALLOW: "127.0.0.0/8",
    PROVIDER_URLS: `openai=${upstream.openAiUrl}`,
    LOG_LEVEL: "debug",
  };
  [app, browser] = await Promise.all([startApp({ env, dataDir }), startBrowser()]);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  await becomeFirstAdmin(await context.newPage(), app);
  session = await context.storageState();
  await context.close();
  await app.cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);
  await joinTenant(app, "acme_corp");
  const key = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "writer"]);
  ({ secret, id: keyId } = key);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await upstream?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function visitAs(options: { width?: number; theme?: "dark" } = {}) {
  const visited = await visit(browser, { baseURL: app.baseUrl, session, ...options });
  visited.page.on("response", async (response) => {
    received += await response.text().catch(() => "");
  });
  return visited;
}

async function fillIn(page: Page, model = MODEL): Promise<void> {
  await open(page, "/t/acme_corp/playground");
  await page.getByLabel("API key").fill(secret);
  await page.getByLabel("API key").blur();
  await page.getByText("This is “writer”").waitFor();
  await page.getByLabel("Model", { exact: true }).fill(model);
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello.");
}

const ask = (page: Page) => page.getByRole("button", { name: "Ask" }).click();
const fact = (page: Page, name: string) =>
  page
    .getByRole("definition")
    .and(page.locator(`dt:text-is("${name}") + dd`))
    .textContent();

describe("the playground", () => {
  it("says what is missing: a stored provider key, and a way to bring one", async () => {
    const { page } = await visitAs();
    await fillIn(page);
    await page.getByText("No provider key is stored here yet").waitFor();
    await ask(page);
    await page.getByRole("alert").getByText("There is no key for OpenAI yet").waitFor();
    await page.getByRole("link", { name: "Store a provider key" }).waitFor();
    await expectNoAxeViolations(page);
  });

  it("shows an answer while it comes, with a provider key for this call, what it cost and who paid", async () => {
    upstream.behaviour.eventMs = 400;
    const { page, faults } = await visitAs();
    await fillIn(page);
    await page.getByLabel("Who pays").selectOption({ label: "A provider key for this call" });
    await page.getByLabel("Provider key").fill(PLANTED);
    await ask(page);
    await page.getByText("The model is writing…").waitFor();
    expect(await page.locator("[data-slot=answer]").textContent()).not.toContain("model.");
    await page.getByText("Hello from the model.").waitFor();
    await page.getByText("Key sent with the call").waitFor();
    expect(await fact(page, "Cost")).toBe("$0.000015");
    expect(await fact(page, "Tokens")).toBe("20 in, 5 out");
    expect(upstream.received.at(-1)?.headers.authorization).toBe(`Bearer ${PLANTED}`);
    await expectNoAxeViolations(page);
    expect(faults).toEqual([]);
  });

  it("stops when told to, ends the provider's call, and says what was billed; on a phone, in the dark", async () => {
    await app.cli.json(
      ["credentials", "add", "--tenant", "acme_corp", "--provider", "openai", "--label", "own"],
      STORED,
    );
    upstream.behaviour.eventMs = 700;
    const { page } = await visitAs({ width: 360, theme: "dark" });
    await fillIn(page);
    upstream.received.length = 0;
    await ask(page);
    await page.getByText("Hello from").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Own provider key").waitFor();
    expect(await fact(page, "Cost")).toContain("a guess");
    await expect.poll(() => upstream.received.map(({ aborted }) => aborted)).toEqual([true]);
    expect(upstream.received.at(-1)?.headers.authorization).toBe(`Bearer ${STORED}`);
    await expectNoAxeViolations(page);
  });

  it("takes no provider key over plain http, and says why", async () => {
    const { page } = await visitAs();
    await page.addInitScript(() => {
      // What a browser leaves out where the address is neither https nor localhost.
      Object.defineProperty(globalThis.crypto, "subtle", { value: undefined });
    });
    await fillIn(page);
    await page.getByLabel("Who pays").selectOption({ label: "A provider key for this call" });
    await page.getByText("Closed over plain http").waitFor();
    expect(await page.getByLabel("Provider key").isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Ask" }).isDisabled()).toBe(true);
  });
});

describe("what a key may ask of models", () => {
  it("is set on its page, refused where it is not whole, and holds in the playground", async () => {
    upstream.behaviour.eventMs = 0;
    const { page, faults } = await visitAs();
    await open(page, `/t/acme_corp/keys/${keyId}/settings`);
    await page.getByLabel("Allowed models").fill("openai/*");
    await page.getByLabel("Aliases").fill("fast");
    await page.getByRole("button", { name: "Save models" }).click();
    await page.getByText("Write provider/model").waitFor();
    await page.getByLabel("Aliases").fill(`fast = ${MODEL}`);
    await page.getByRole("button", { name: "Save models" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await expectNoAxeViolations(page);

    await fillIn(page, "fast");
    const offered = await page
      .locator("datalist option")
      .evaluateAll((all) => all.map((one) => one.getAttribute("value") ?? ""));
    expect(offered[0]).toBe("fast");
    expect(offered.slice(1).every((model) => model.startsWith("openai/"))).toBe(true);
    await ask(page);
    await page.getByText("Hello from the model.").waitFor();
    await page.getByLabel("Model", { exact: true }).fill("anthropic/claude-sonnet-4-5");
    await ask(page);
    await page.getByRole("alert").getByText("may not use the model").waitFor();
    expect(faults.filter((fault) => !fault.includes("403"))).toEqual([]);
  });

  it("is offered by its plan", async () => {
    const { page, faults } = await visitAs({ width: 360 });
    await open(page, "/admin/plans");
    await page.getByRole("button", { name: /^Edit/ }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Language models/ }).click();
    await dialog.getByLabel("The platform’s provider keys", { exact: true }).check();
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: "Save plan" }).click();
    await dialog.waitFor({ state: "detached" });
    await open(page, `/t/acme_corp/keys/${keyId}/settings`);
    await page.getByLabel("Who pays").selectOption({ label: "The platform’s provider keys" });
    await page.getByRole("button", { name: "Save models" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("prices", () => {
  it("are edited as lines, looked at before they are saved, and shown", async () => {
    const { page, faults } = await visitAs();
    await open(page, "/admin/prices");
    const price = page.getByRole("row").filter({ has: page.getByText(MODEL, { exact: true }) });
    await price.getByText("$2.00", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Change prices" }).click();
    const dialog = page.getByRole("dialog");
    const lines = dialog.getByLabel("Prices");
    const text = await lines.inputValue();
    await lines.fill(text.replace("\nopenai,gpt-5-mini,0.25,2,", "\nopenai,gpt-5-mini,0.25,3.5,"));
    await dialog.getByRole("button", { name: "Preview" }).click();
    const changes = dialog.getByRole("list", { name: "What would change" }).getByRole("listitem");
    await changes.first().waitFor();
    expect(await changes.allTextContents()).toEqual([`${MODEL}: output $2.00 → $3.50`]);
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: "Save prices" }).click();
    await dialog.waitFor({ state: "detached" });
    await price.getByText("$3.50", { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it("are searched, narrowed and sorted by the address, and handed out as they are shown", async () => {
    const { page, faults } = await visitAs({ width: 360, theme: "dark" });
    await open(page, "/admin/prices");
    const rows = page.getByRole("table", { name: "Prices of models" }).locator("tbody tr");
    const models = () =>
      rows
        .locator("td")
        .first()
        .waitFor()
        .then(() => rows.locator("td:first-child").allInnerTexts());
    const all = (await models()).length;
    expect(all).toBeGreaterThan(100);
    await page.getByRole("searchbox").fill("gpt-5");
    await page.waitForURL(/q=gpt-5/);
    await page.getByRole("button", { name: "Provider", exact: true }).click();
    await page.getByRole("checkbox", { name: /^OpenAI ?\d+$/ }).check();
    await page.waitForURL(/provider=openai(&|$)/);
    await page.getByText(new RegExp(`^\\d+ of ${all} models$`)).waitFor();
    await open(page, "/admin/prices?q=gpt-5&provider=openai&sort=output.desc");
    const shown = await models();
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.filter((name) => !/^openai\/.*gpt-5/.test(name))).toEqual([]);
    await expectNoAxeViolations(page);

    const files = await Promise.all(
      ["csv", "json"].map((format) =>
        page.request.get(`/admin/prices/download?q=gpt-5&provider=openai&sort=output.desc&format=${format}`),
      ),
    );
    const [csv, json] = await Promise.all(files.map((file) => file.text()));
    const { items } = JSON.parse(json!) as { items: { provider: string; model: string }[] };
    expect(items.map(({ provider, model }) => `${provider}/${model}`)).toEqual(shown);
    const lines = csv!.trim().split("\n").slice(1);
    expect(lines.map((line) => line.split(",").slice(0, 2).join("/"))).toEqual(shown);
    await open(page, "/admin/prices?q=nothing-like-it");
    await page.getByText("No price fits").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByText(`${all} models`, { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("the keys that were typed", () => {
  it("stand nowhere: no page, browser storage, log, row or file", async () => {
    const { page } = await visitAs();
    await fillIn(page);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const secrets = [PLANTED, secret];
    expect(leaksIn(kept + received, secrets)).toEqual([]);
    await app.stop();
    expect(leaksIn(app.output(), secrets)).toEqual([]);
    for (const [table, rows] of await dumpTables(dataDir))
      expect([table, leaksIn(rows, secrets)]).toEqual([table, []]);
    expect(await filesWith(dataDir, secrets)).toEqual([]);
  });
});
