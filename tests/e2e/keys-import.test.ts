// Taking over keys at the page: a preview that changes nothing, the import, and a key that callers had already.
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, type StorageState, startBrowser, visit } from "../support/browser.ts";
import { callWith, open } from "../support/key-screens.ts";
import { becomeFirstAdmin, joinTenant } from "../support/people.ts";
import { legacySecret, sha256Of } from "../support/stored-forms.ts";

describe("importing keys", () => {
  let app: App;
  let browser: Browser;
  let admin: StorageState;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser()]);
    const context = await browser.newContext({ baseURL: app.baseUrl });
    await becomeFirstAdmin(await context.newPage(), app);
    await app.cli.json(["tenants", "create", "--name", "Acme Corp"]);
    await joinTenant(app, "acme_corp");
    admin = await context.storageState();
    await context.close();
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("previews every row of a file, imports what can be, and calls go on as before", async () => {
    const secret = legacySecret();
    const csv = `name,hash,format,client_id\nfrontend,${sha256Of(secret)},sha256-hex,acme_corp\nlost,nothing,sha256-hex,acme_corp\n`;
    const { page, faults } = await visit(browser, { baseURL: app.baseUrl, session: admin });
    await open(page, "/admin/keys");
    await page.getByRole("link", { name: "Import" }).click();
    await page.getByRole("heading", { name: "Import keys" }).waitFor();
    await page.waitForLoadState("networkidle");
    await page
      .getByLabel("File")
      .setInputFiles({ name: "keys.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByLabel("Mark them as legacy").check();
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("Will be imported: 1").waitFor();
    const rows = page.getByRole("list", { name: "Rows" }).getByRole("listitem");
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(/Row 2\s+lost\s+Needs mending\s+hash: This is no digest of 32 bytes in hex\./),
      expect.stringMatching(/Row 1\s+frontend\s+Will be imported/),
    ]);
    expect(await callWith(app.baseUrl, secret)).toBe(401);
    await expectNoAxeViolations(page);

    await page.getByRole("button", { name: "Import 1 key" }).click();
    await page.getByText("Imported: 1").waitFor();
    await expect.poll(() => callWith(app.baseUrl, secret)).toBe(200);
    await page.getByRole("link", { name: "Open the key" }).click();
    await page.getByRole("heading", { name: "frontend" }).waitFor();
    await page.getByText("Legacy", { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
  }, 240_000);

  it("works within a tenant at 360 pixels, with pasted text, and finds nothing to do the second time", async () => {
    const { page, faults } = await visit(browser, {
      baseURL: app.baseUrl,
      session: admin,
      width: 360,
    });
    await open(page, "/t/acme_corp/keys/import");
    await page
      .getByLabel("Or paste it")
      .fill(JSON.stringify([{ name: "jobs", hash: sha256Of(legacySecret()) }]));
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("Needs mending: 1").waitFor();
    await page.getByLabel("How hashes were made").selectOption("sha256-hex");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Import 1 key" }).click();
    await page.getByText("Imported: 1").waitFor();
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("There already: 1").waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectNoAxeViolations(page);
    expect(faults).toEqual([]);
  }, 240_000);
});
