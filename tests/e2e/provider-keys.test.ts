// Provider keys at the browser: sealed where they are typed, tried at a provider, rolled over, removed, and seen by nobody.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
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

const UNKNOWN = "sk-proj-UNKNOWN5Gp7aVx2qLw9ZbT4nRk8cYd3Jf6Hm";
const KEYS = "/t/acme_corp/provider-keys";

let provider: Server;
let address: string;
let dataDir: string;
let app: App;
let browser: Browser;
let session: StorageState;
/** All that went from the browser to the dashboard, and back. */
let traffic = "";

beforeAll(async () => {
  provider = createServer((request, response) => {
    const isGood = request.headers.authorization === `Bearer ${PLANTED}`;
    response.writeHead(isGood ? 200 : 401).end(JSON.stringify({ shown: request.headers.authorization }));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
  dataDir = await mkdtemp(join(tmpdir(), "kh-app-"));
  const env = { EGRESS_ALLOW: "127.0.0.0/8" };
  [app, browser] = await Promise.all([startApp({ env, dataDir }), startBrowser()]);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  await becomeFirstAdmin(await context.newPage(), app);
  await app.cli.json(["tenants", "create", "--name", "Acme Corp"]);
  await joinTenant(app, "acme_corp");
  session = await context.storageState();
  await context.close();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  provider?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function visitAs(options: { width?: number; theme?: "dark" } = {}) {
  const visited = await visit(browser, { baseURL: app.baseUrl, session, ...options });
  visited.page.on("request", (request) => {
    traffic += request.url() + (request.postData() ?? "");
  });
  visited.page.on("response", async (response) => {
    traffic += await response.text().catch(() => "");
  });
  return visited;
}

async function enter(page: Page, secret: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Key", { exact: true }).fill(secret);
  await dialog.getByRole("button", { name: /^Encrypt and/ }).click();
  await dialog.waitFor({ state: "detached" });
}

async function choose(page: Page, label: string, item: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${label}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

describe("a provider key", () => {
  it("is sealed where it is typed, taken in by the api, and tried at the provider", async () => {
    const { page, faults } = await visitAs();
    await open(page, KEYS);
    await expectNoAxeViolations(page);
    await page.getByRole("link", { name: "Add the first key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Provider").selectOption({ label: "OpenAI-compatible" });
    await dialog.getByLabel("Name").fill("own models");
    await dialog.getByLabel("Address").fill(address);
    await dialog.getByLabel("Key", { exact: true }).fill("two words");
    await dialog.getByRole("button", { name: "Encrypt and add" }).click();
    await dialog.getByText("one word").waitFor();
    await expectNoAxeViolations(page);
    await enter(page, PLANTED);
    await page.getByText("Works", { exact: true }).waitFor();
    await page
      .getByText(`••••${PLANTED.slice(-4)}`)
      .first()
      .waitFor();
    await expectNoAxeViolations(page);
    expect(faults).toEqual([]);
  });

  it("is rolled over: a second one beside it, tried, refused, retired; on a phone, in the dark", async () => {
    const { page, faults } = await visitAs({ width: 360, theme: "dark" });
    await open(page, KEYS);
    await choose(page, "own models", "Add a second key beside it…");
    await enter(page, UNKNOWN);
    await page.getByText("Refused by the provider").waitFor();
    await page.getByText("In use").waitFor();
    await expectNoAxeViolations(page);
    await choose(page, "own models", new RegExp(`^Retire.*${UNKNOWN.slice(-4)}$`));
    await page.getByText("Refused by the provider").waitFor({ state: "detached" });
    await choose(page, "own models", "Rename…");
    await page.getByRole("dialog").getByLabel("Name").fill("models");
    await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await page.getByRole("button", { name: "Actions for models", exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it("is put behind another for the calls of one key, and stays there", async () => {
    const add = ["credentials", "add", "--tenant", "acme_corp", "--provider", "openai-compatible"];
    const second = await app.cli.json(
      [...add, "--label", "second", "--base-url", address],
      "sk-second-0123456789",
    );
    const [first] = (await app.cli.json(["credentials", "list", "--tenant", "acme_corp"])).items.filter(
      ({ label }: { label: string }) => label === "models",
    );
    const key = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "ordered"]);
    const { page, faults } = await visitAs({ width: 360 });
    await open(page, `/t/acme_corp/keys/${key.id}/settings`);
    const order = page.getByRole("group", { name: "Provider keys" });
    for (const { id } of [first, second]) await order.getByLabel("Add a provider key").selectOption(id);
    await order.getByRole("button", { name: /^Move second .* up$/ }).click();
    await order.getByText(/^2\. models/).waitFor();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Save models" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.reload({ waitUntil: "networkidle" });
    expect(await order.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringMatching(/^1\. second/),
      expect.stringMatching(/^2\. models/),
    ]);
    const { gateway } = await app.cli.json(["keys", "show", key.id]);
    expect(gateway.credentials).toEqual([second.id, first.id]);
    await app.cli.json(["credentials", "remove", second.id, "--tenant", "acme_corp", "--yes"]);
    expect(faults).toEqual([]);
  });

  it("of the platform is kept the same way, and a rotation is tried from the vault's page", async () => {
    const { page, faults } = await visitAs();
    await open(page, "/admin/providers?create=true");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Provider").selectOption({ label: "OpenAI-compatible" });
    await dialog.getByLabel("Address").fill(address);
    await enter(page, PLANTED);
    await page.getByText("Works", { exact: true }).waitFor();
    await open(page, "/admin/system/vault");
    await page.getByRole("button", { name: "Try it" }).click();
    await page.getByText("Everything is under the newest master key already.").waitFor();
    await expectNoAxeViolations(page);
    expect(faults).toEqual([]);
  });

  it("cannot be entered over plain http", async () => {
    const { page } = await visitAs();
    await page.addInitScript(() => {
      // What a browser leaves out where the address is neither https nor localhost.
      Object.defineProperty(globalThis.crypto, "subtle", { value: undefined });
    });
    await open(page, `${KEYS}?create=true`);
    await page.getByText("Keys cannot be entered over plain http").waitFor();
    expect(await page.getByLabel("Key", { exact: true }).count()).toBe(0);
  });

  it("is removed by its name, and stands nowhere: no request, page, log, row or file", async () => {
    const { page } = await visitAs();
    await open(page, KEYS);
    await choose(page, "models", "Remove…");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByLabel(/Type/).fill("models");
    await dialog.getByRole("button", { name: "Remove key" }).click();
    await page.getByText("No provider keys yet").waitFor();
    const secrets = [PLANTED, UNKNOWN];
    expect(leaksIn(traffic, secrets)).toEqual([]);
    expect(leaksIn(app.output(), secrets)).toEqual([]);
    await app.stop();
    for (const [table, rows] of await dumpTables(dataDir))
      expect([table, leaksIn(rows, secrets)]).toEqual([table, []]);
    expect(await filesWith(dataDir, secrets)).toEqual([]);
  });
});
