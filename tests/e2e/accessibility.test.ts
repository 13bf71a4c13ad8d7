// Every page, in both themes: axe finds nothing, the browser complains about nothing, and 360 px are wide enough.
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, startBrowser, type Visit, visit } from "../support/browser.ts";
import { becomeFirstAdmin, joinTenant } from "../support/people.ts";

let app: App;
let browser: Browser;
/** One page for all who are signed out and one for the admin: to begin with a fresh one takes longer than to look at it. */
let stranger: Visit;
let admin: Visit;
let keyId: string;
let hookId: string;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
  const open = () => visit(browser, { baseURL: app.baseUrl }, () => {});
  [stranger, admin] = [await open(), await open()];
  await becomeFirstAdmin(admin.page, app);
  await app.cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);
  await joinTenant(app, "acme_corp");
  const key = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "analytics"]);
  keyId = key.id;
  // By number, so that nothing is looked up; and of a type that no tenant has, so that nothing is sent.
  const hook = ["webhooks", "create", "--tenant", "acme_corp", "--url", "https://93.184.216.34/hooks"];
  hookId = (await app.cli.json([...hook, "--types", "tenant.created"])).id;
  await app.cli.json(["keys", "verify"], key.secret);
  await fetch(`${app.apiUrl}/v1/authorize`, { headers: { "x-api-key": "sk-proj-of-somebody-else" } });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const SIGNED_OUT = ["/sign-in", "/reset", "/setup/used", "/invite/used", "/r/used", "/no-such-page"];
const SIGNED_IN = [
  ...["/account", "/admin", "/admin/tenants", "/admin/tenants/acme_corp", "/admin/keys", "/admin/keys/KEY"],
  ...["/admin/usage", "/admin/plans", "/admin/tokens", "/admin/staff", "/admin/audit", "/admin/system"],
  ...[
    "/admin/system/mail",
    "/admin/unknown-keys",
    "/t/acme_corp",
    "/t/acme_corp/keys",
    "/t/acme_corp/keys/KEY",
    "/t/acme_corp/usage",
    "/t/acme_corp/usage?explain=1",
    "/admin/usage?explain=1",
    "/t/acme_corp/usage/reports",
    "/t/acme_corp/logs",
    "/t/acme_corp/keys/KEY/requests",
    "/admin/logs",
  ],
  ...["/t/acme_corp/exports", "/t/acme_corp/exports/new?of=calls", "/admin/exports", "/admin/alerts/tenants"],
  ...["/t/acme_corp/members", "/t/acme_corp/tokens", "/t/acme_corp/audit", "/t/acme_corp/settings"],
  ...[
    "/t/acme_corp/docs",
    "/t/acme_corp/provider-keys",
    "/t/acme_corp/playground",
    "/t/acme_corp/keys/KEY/settings",
    "/admin/prices",
    "/t/acme_corp/alerts",
    "/t/acme_corp/alerts/rules",
    "/t/acme_corp/alerts/history",
    "/t/acme_corp/alerts/new",
    "/admin/alerts",
    "/admin/alerts/rules",
    "/admin/providers",
    "/admin/system/vault",
    "/admin/keys/import",
    "/t/acme_corp/keys/import",
    "/t/acme_corp/webhooks",
    "/t/acme_corp/webhooks/HOOK",
    "/admin/webhooks",
    "/admin/leaks",
    "/t/acme_corp/billing",
    "/admin/invoices",
    "/admin/tenants/acme_corp/billing",
  ],
];

async function check(path: string, { page, faults }: Visit): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1280, height: 900 });
  const address = path.replace("KEY", keyId).replace("HOOK", hookId);
  const answer = await page.goto(address, { timeout: 30_000, waitUntil: "commit" });
  // What the page before said while it was left is not said of this one.
  faults.length = 0;
  const isGone = path === "/no-such-page" || path.endsWith("/used");
  if (!isGone) expect(answer?.status()).toBe(200);
  await page.waitForLoadState();
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-slot=skeleton]"));
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.locator("html.dark").waitFor();
  await page.waitForFunction(() => document.getAnimations().length === 0);
  await expectNoAxeViolations(page);
  if (!isGone) expect(faults).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  const settled = { message: `${path} at 360 px`, timeout: 15_000 };
  await expect.poll(() => overflow(page), settled).toBeLessThanOrEqual(0);
}

/** By how many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("in the light and in the dark theme", () => {
  it.for(SIGNED_OUT)("%s is accessible to who is signed out", (path) => check(path, stranger));
  it.for(SIGNED_IN)("%s is accessible to the admin", (path) => check(path, admin));
});
