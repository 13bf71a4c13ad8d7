// The crew builder as its README tells it: set up by its command, used in a browser, and nothing of what is typed kept.
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { expectNoAxeViolations, startBrowser, visit } from "../support/browser.ts";
import { type Cli, worldCli } from "../support/cli.ts";
import { type Example, readKeysFile, startExample } from "../support/example.ts";
import { filesWith, leaksIn, tablesIn } from "../support/leaks.ts";
import { ROOT } from "../support/source-tree.ts";
import { startUpstream, type Upstream } from "../support/upstream/server.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const run = promisify(execFile);
const FOLDER = "examples/crew-builder";
const MANAGED = "sk-proj-MANAGED4vXq8nLw2ZbT7mRk1cYd5Jf9Hs3Gp";
const FIRST = "sk-proj-FIRST7kWx3qLv9ZcT2nRb6dYe1Jf8Hm4GpAAAA";
const SECOND = "sk-proj-SECOND5mVz1wLq7XbT4nRk9cYd2Jf6Hs8BBBB";
const ONCE = "sk-proj-ONCE3bQm6xLv8ZdT1nRw5cYe9Jf2Hk7GpCCCC";

let world: TestWorld;
let upstream: Upstream;
let api: TestApi;
let cli: Cli;
let keys: Record<string, string>;
let product: Example;
let browser: Browser;
/** All that browsers sent to the product, but for the headers of a generation, and all that it sent back. */
let sent = "";
let received = "";

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  upstream = await startUpstream();
  api = await testApi(world, { providerUrls: { openai: upstream.openAiUrl } });
  cli = await worldCli(world, { API_PORT: new URL(api.url).port });
  browser = await startBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await cli?.close();
  await api?.stop();
  await upstream?.close();
  await world?.close();
});

async function open(path: string, options: { width?: number; theme?: "dark" } = {}): Promise<Page> {
  const { page } = await visit(browser, { baseURL: product.url, ...options });
  page.setDefaultTimeout(60_000);
  page.on("request", (request) => {
    const isGeneration = new URL(request.url()).pathname === "/generate";
    sent += (isGeneration ? "" : JSON.stringify(request.headers())) + (request.postData() ?? "");
  });
  page.on("response", async (response) => (received += await response.text().catch(() => "")));
  await page.goto(path);
  return page;
}

async function become(page: Page, member: string): Promise<void> {
  await page.getByLabel("You are").selectOption({ label: member });
  await page.getByLabel("You are").and(page.locator(":enabled")).waitFor();
}

async function enter(page: Page, name: string, key: string, button: string): Promise<void> {
  await page.getByLabel(name, { exact: true }).fill(key);
  await page.getByRole("button", { name: button }).click();
  await page.getByText(`…${key.slice(-4)}`).waitFor();
  await page.getByText("works").waitFor();
}

async function generate(page: Page, payer: string, providerKey?: string): Promise<void> {
  await page.getByLabel("The job").fill("Repaint a lighthouse");
  await page.getByLabel(payer).check();
  if (providerKey) await page.getByLabel("Key for openai").fill(providerKey);
  await page.getByRole("button", { name: "Build the crew" }).click();
}

/** What some other program of the team used, by its issued key. */
async function use(times: number): Promise<void> {
  const body = { model: "openai/gpt-5-mini", messages: [{ role: "user", content: "Say hello." }] };
  for (let n = 0; n < times; n += 1)
    expect(
      (await api.send("POST", "/v1/chat/completions", { bearer: keys.KEYHOLD_KEY_BYOK, body })).status,
    ).toBe(200);
}

const paidWith = () => upstream.received.at(-1)?.headers.authorization;

it("is set up by one command, into a file that only its owner can read, and started by another", async () => {
  const file = join(cli.folder, "crew.env");
  const env = { ...process.env, ...cli.env, KEYHOLD_URL: api.url, OPENAI_API_KEY: MANAGED };
  const setUp = () => run(process.execPath, [join(ROOT, FOLDER, "set-up.ts"), file], { env });
  await setUp();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  keys = await readKeysFile(file);
  await expect(setUp()).rejects.toMatchObject({ stderr: expect.stringContaining(file) });
  expect(await readKeysFile(file)).toEqual(keys);
  const settings = { ...keys, NODE_ENV: "development" };
  product = await startExample(process.execPath, `${FOLDER}/start.ts`, settings);
}, 240_000);

it("a team stores its key, which only Keyhold can read, tries it, replaces it and generates with it", async () => {
  const page = await open("/settings");
  await page.getByText("0 of 50 generations this month").waitFor();
  await enter(page, "Key", FIRST, "Encrypt and add");
  const list = async () =>
    (
      await api.send("GET", `/v1/credentials?tenant=${keys.KEYHOLD_TENANT}`, {
        bearer: keys.KEYHOLD_SERVICE_TOKEN,
      })
    ).body.items;
  const checkedAt = async () => (await list())[0].versions[0].check.checkedAt;
  const before = await checkedAt();
  world.clock.advance(1_000);
  const testing = page.waitForRequest((request) => request.method() === "POST");
  await page.getByRole("button", { name: "Test" }).click();
  await expect.poll(checkedAt, { timeout: 20_000 }).not.toBe(before);
  await page.getByRole("button", { name: "Replace" }).click();
  await enter(page, "New key", SECOND, "Encrypt and replace");
  await expectNoAxeViolations(page);

  await page.getByRole("link", { name: "Build", exact: true }).click();
  await generate(page, "Your stored key");
  await page.getByText("Hello from the model.").waitFor();
  await page.getByText(/^\$0\.\d+, paid by your stored key\. 20 tokens in, 5 out\.$/).waitFor();
  expect(paidWith()).toBe(`Bearer ${SECOND}`);
  await page.getByText("1 of 50 generations").waitFor();

  const replayed = await testing;
  const headers = { ...(await replayed.allHeaders()), cookie: "crew_member=vera" };
  const again = (cookie: string) =>
    fetch(replayed.url(), {
      method: "POST",
      headers: { ...onlyNext(headers), cookie, origin: product.url },
      body: replayed.postData(),
    }).then((answer) => answer.text());
  world.clock.advance(1_000);
  const wasChecked = await checkedAt();
  expect(await again("crew_member=vera")).toContain("may not touch keys");
  expect((await list())[0].versions[0].check).toMatchObject({ running: false, checkedAt: wasChecked });
  expect(await again("crew_member=amir")).not.toContain("may not");
  await expect.poll(checkedAt, { timeout: 20_000 }).not.toBe(wasChecked);
}, 240_000);

const onlyNext = (headers: Record<string, string>) =>
  Object.fromEntries(
    ["accept", "content-type", "next-action", "next-router-state-tree"].map((name) => [
      name,
      headers[name] ?? "",
    ]),
  );

it("the product pays when it is asked to, a key that is typed pays for one call, and Keyhold tells them apart", async () => {
  upstream.behaviour.eventMs = 400;
  const page = await open("/", { width: 360, theme: "dark" });
  await generate(page, "Managed");
  await page.getByText(/^Hello( from( the)?)?$/).waitFor();
  await page.getByText(/paid by us/).waitFor();
  upstream.behaviour.eventMs = 0;
  expect(paidWith()).toBe(`Bearer ${MANAGED}`);
  await generate(page, "A key for this call", ONCE);
  await page.getByText(/paid by the key you typed/).waitFor();
  expect(paidWith()).toBe(`Bearer ${ONCE}`);
  expect(await page.getByLabel("Key for openai").inputValue()).toBe("");
  await expectNoAxeViolations(page);
  await api.flush();
  const bearer = await makeServiceToken(world, { permissions: ["usage:read"] });
  const { body } = await api.send("GET", `/v1/usage/models?range=24h&tenant=${keys.KEYHOLD_TENANT}`, {
    bearer,
  });
  const calls = body.items.map(({ payer, calls }: { payer: string; calls: number }) => [payer, calls]);
  expect(Object.fromEntries(calls)).toEqual({ managed: 1, byok: 1, request: 1 });
}, 240_000);

it("a viewer looks on: the page says so, and the server holds to it", async () => {
  const page = await open("/");
  await become(page, "Vera, viewer");
  await page.getByText("Vera is a viewer of this team, and may not generate.").waitFor();
  expect(await page.getByRole("button", { name: "Build the crew" }).isDisabled()).toBe(true);
  const job = { job: "anything", model: "openai/gpt-5-mini", payer: "managed" };
  expect((await page.request.post("/generate", { data: job })).status()).toBe(403);
  await page.goto("/settings");
  await page.getByText("…BBBB").waitFor();
  for (const name of ["Test", "Replace", "Remove", "Encrypt and add", "Choose Professional"])
    expect(await page.getByRole("button", { name }).count(), name).toBe(0);
}, 240_000);

it("used-up generations are refused with what helps, until a larger plan is chosen", async () => {
  await use(12);
  const page = await open("/settings");
  await page.getByText("15 of 50 generations this month").waitFor();
  await use(35);
  await page.getByRole("link", { name: "Build", exact: true }).click();
  await generate(page, "Managed");
  await page.getByRole("alert").getByRole("link", { name: "See your plan" }).click();
  await page.getByText("50 of 50 generations this month").waitFor();
  await page.getByText("All are used. They begin anew on").waitFor();
  await page.getByRole("button", { name: "Choose Professional" }).click();
  await page.getByText("50 of 500 generations this month").waitFor();
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("No key is stored yet.").waitFor();
  await page.getByRole("link", { name: "Build", exact: true }).click();
  await page.getByLabel("Your stored key").check();
  await page.getByText("No key for openai is stored yet.").waitFor();
  expect(await page.getByRole("button", { name: "Build the crew" }).isDisabled()).toBe(true);
}, 240_000);

it("no provider key stands in what browsers sent, in a page, a log, a file or a table", async () => {
  const typed = [MANAGED, FIRST, SECOND, ONCE];
  expect(leaksIn(sent, typed)).toEqual([]);
  expect(leaksIn(received, typed)).toEqual([]);
  expect(leaksIn(product.output() + api.logged(), typed)).toEqual([]);
  for (const folder of [join(ROOT, FOLDER), cli.folder]) expect(await filesWith(folder, typed)).toEqual([]);
  const tables = await tablesIn(world.ownerSql);
  expect([...tables].filter(([, rows]) => leaksIn(rows, typed).length > 0).map(([name]) => name)).toEqual([]);
  expect([...tables.values()].some((rows) => rows.includes("BBBB"))).toBe(true);
  expect(sent).toContain("seal_");
}, 240_000);
