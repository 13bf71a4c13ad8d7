// Secrets are planted through every door, used and misused; then all that the product keeps and says is searched for them.
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generateToken } from "#lib/crypto/token.ts";
import { type App, startApp } from "../support/app.ts";
import { startBrowser, visit } from "../support/browser.ts";
import { callWith, createKeyNamed, storeSecret } from "../support/key-screens.ts";
import { dumpTables, filesWith, leaksIn } from "../support/leaks.ts";
import { becomeFirstAdmin } from "../support/people.ts";

const CHOSEN = "correct-Horse-battery-71-staple";
/** What others send by mistake, or to try: another provider's key, one of ours that never was, and one cut short. */
const FOREIGN = "sk-ant-api03-71-staple-of-somebody-else";
const PURGED = generateToken("kh", "live");
const CUT_SHORT = generateToken("kh", "test").slice(0, -3);
const PAGES = ["", "/requests", "/limits", "/activity", "/settings"];

let app: App;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ env: { LOG_LEVEL: "debug" } }), startBrowser()]);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Everything that the server sends to this page from now on. */
function payloadsOf(page: Page): { text(): Promise<string> } {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => {
    bodies.push(response.text().catch(() => ""));
  });
  return { text: async () => (await Promise.all(bodies)).join("\n") };
}

async function post(path: string, token: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${app.apiUrl}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return answer.json();
}

it("a created secret stands in no table, no file, no log, and on no page after it was shown", async () => {
  const { page } = await visit(browser, { baseURL: app.baseUrl });
  await becomeFirstAdmin(page, app);
  await app.cli.json(["tenants", "create", "--name", "Acme Corp"]);
  const { secret: token } = await app.cli.json(["tokens", "create", "--name", "svc", "--permissions", "*"]);

  await page.goto("/admin/tenants/acme_corp/keys?create=true");
  const byPage = await createKeyNamed(page, "by page");
  await storeSecret(page);
  const named = { tenant: "acme_corp", name: "by program" };
  const byProgram = await post("/v1/keys", token, named, { "idempotency-key": "once" });
  expect((await post("/v1/keys", token, named, { "idempotency-key": "once" })).secret).toBe(byProgram.secret);
  const { secret: rotated } = await post(`/v1/keys/${byProgram.id}/rotate`, token, { graceSeconds: 3_600 });
  const make = ["keys", "create", "--tenant", "acme_corp", "--name"];
  const { secret: byShell } = await app.cli.json([...make, "by shell"]);
  await app.cli.json([...make, "chosen", "--secret-stdin"], CHOSEN);
  const issued: string[] = [byPage, byProgram.secret, rotated, byShell, CHOSEN];
  const unknown = [FOREIGN, PURGED, CUT_SHORT];
  const secrets = [token, ...issued, ...unknown];

  for (const key of unknown) {
    expect((await post("/v1/keys/verify", token, { key, userAgent: `agent ${key}` })).status).toBe(401);
    expect(await callWith(app.baseUrl, key)).toBe(401);
  }
  for (const key of issued) {
    expect((await post("/v1/keys/verify", token, { key, resource: "GET /logs" })).code).toBe("VALID");
    expect(await callWith(app.baseUrl, key)).toBe(200);
    await fetch(`${app.apiUrl}/v1/me?api_key=${key}`);
    await post("/v1/keys", token, { tenant: "acme_corp", name: "again", secret: key });
    await post("/v1/keys/verify", token, { key, unknown: key });
    await post("/v1/keys/lookup", token, { key });
    await post("/v1/keys/verify", `${key}x`, { key: `${key}x` });
  }

  const payloads = payloadsOf(page);
  const keyPages = PAGES.map((tab) => `/admin/keys/${byProgram.id}${tab}`);
  for (const path of [
    ...keyPages,
    "/admin",
    "/admin/keys",
    "/admin/unknown-keys",
    "/admin/usage",
    "/admin/audit",
    "/admin/tokens",
  ])
    expect((await page.goto(path))?.status(), path).toBe(200);

  const tables = await dumpTables(app.dataDir);
  expect(tables.size).toBeGreaterThan(25);
  expect([...tables].filter(([, rows]) => leaksIn(rows, secrets).length > 0).map(([name]) => name)).toEqual(
    [],
  );
  expect(await filesWith(app.dataDir, secrets)).toEqual([]);
  expect(leaksIn(app.output(), secrets)).toEqual([]);
  expect(leaksIn(await payloads.text(), secrets)).toEqual([]);
}, 240_000);

it("the search itself finds what is there", async () => {
  const tables = await dumpTables(app.dataDir);
  expect([...tables.values()].some((rows) => rows.includes("by program"))).toBe(true);
  expect(leaksIn(`… ${CHOSEN} …`, [CHOSEN])).toEqual([0]);
});
