// The provider's story, at the browser: a tenant, a key, a first call on the chart, a rotation, the end.
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, type StorageState, startBrowser, visit } from "../support/browser.ts";
import {
  addressesOf,
  callWith,
  choose,
  createKeyNamed,
  open,
  shownSecret,
  storeSecret,
} from "../support/key-screens.ts";
import { becomeFirstAdmin } from "../support/people.ts";

let app: App;
let browser: Browser;
let session: StorageState;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  await becomeFirstAdmin(await context.newPage(), app);
  session = await context.storageState();
  await context.close();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const asAdmin = (options = {}) => visit(browser, { baseURL: app.baseUrl, session, ...options });

async function makeTenant(page: Page, name: string): Promise<void> {
  await open(page, "/admin/tenants");
  await page.getByRole("button", { name: "Create tenant" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a tenant" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Create tenant" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function makeKey(page: Page, tenant: string, name: string): Promise<string> {
  await open(page, "/admin/keys?create=true");
  await page.getByRole("combobox", { name: "Tenant" }).fill(tenant);
  await page.getByRole("option", { name: new RegExp(tenant) }).click();
  return createKeyNamed(page, name);
}

describe("platform staff", () => {
  it("make a tenant and a key, see its first call, rotate it, find it by pasting it, and end it", async () => {
    const { page, faults } = await asAdmin();
    const addresses = addressesOf(page);
    await makeTenant(page, "Acme Corp");
    expect(new URL(page.url()).pathname).toBe("/admin/tenants/acme_corp");

    const first = await makeKey(page, "Acme Corp", "analytics");
    expect(first).toMatch(/^kh_live_[0-9A-Za-z]{49}$/);
    expect(await callWith(app.baseUrl, first)).toBe(200);
    await page.getByText("The first call has arrived.").waitFor();
    await storeSecret(page);
    expect(await page.content()).not.toContain(first);

    await page.getByRole("searchbox", { name: "Search keys" }).fill(first);
    await page.waitForURL(/\/admin\/keys\/key_\w+$/);
    await page.getByText(/^1 call in the last 30 days/).waitFor();

    await page.getByRole("button", { name: "Rotate", exact: true }).click();
    await page.getByRole("radio", { name: /7 days/ }).click();
    await page.getByRole("button", { name: "Rotate key" }).click();
    const second = await shownSecret(page);
    await storeSecret(page);
    await page.getByRole("heading", { name: "Rotation under way" }).waitFor();
    expect(await Promise.all([first, second].map((secret) => callWith(app.baseUrl, secret)))).toEqual([
      200, 200,
    ]);
    await page.getByRole("button", { name: "Finish now" }).click();
    await page.getByText("The rotation is finished").waitFor();
    await expect.poll(() => callWith(app.baseUrl, first)).toBe(401);
    expect(await callWith(app.baseUrl, second)).toBe(200);

    await choose(page, "Actions for analytics", "Revoke…");
    await page.getByLabel("Type analytics to confirm").fill("analytics");
    await page.getByLabel("Reason").fill("No longer needed");
    await page.getByRole("button", { name: "Revoke key" }).click();
    await page.getByText("analytics is revoked").waitFor();
    await expect.poll(() => callWith(app.baseUrl, second)).toBe(401);

    expect(addresses.filter((address) => address.includes(first) || address.includes(second))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("read what is wrong at the field, and lose nothing that they typed", async () => {
    const { page } = await asAdmin();
    await makeTenant(page, "Typing Ltd");
    await open(page, "/admin/tenants/typing_ltd/keys?create=true");
    const dialog = page.getByRole("dialog", { name: "Create a key" });
    await dialog.getByLabel("Name", { exact: true }).fill("careful");
    await dialog.getByRole("button", { name: /Advanced/ }).click();
    await dialog.getByLabel("Owner’s e-mail").fill("nobody");
    await dialog.getByLabel("Allowed addresses").fill("10.0.0.300");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await dialog.getByText("Give an e-mail address.").waitFor();
    await dialog.getByText(/Give an address or a CIDR block/).waitFor();
    expect(await dialog.getByLabel("Allowed addresses").inputValue()).toBe("10.0.0.300");
    expect(await dialog.getByLabel("Name", { exact: true }).inputValue()).toBe("careful");
  });

  it("suspend a tenant with a reason, at which its keys are refused, and resume it", async () => {
    const { page } = await asAdmin({ width: 360, height: 740 });
    await makeTenant(page, "Late Payer");
    const secret = await makeKey(page, "Late Payer", "shop");
    await storeSecret(page);
    await open(page, "/admin/tenants/late_payer");
    await choose(page, "Manage", "Suspend…");
    await page.getByLabel("Reason").fill("Three invoices are open");
    await page.getByRole("button", { name: "Suspend", exact: true }).click();
    await page.getByText("Late Payer is suspended").waitFor();
    await expect.poll(() => callWith(app.baseUrl, secret)).toBe(403);
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByText("Late Payer works again").waitFor();
    await expect.poll(() => callWith(app.baseUrl, secret)).toBe(200);
  });

  it.each(["light", "dark"] as const)(
    "meet dialogs in which axe finds nothing, in the %s theme",
    async (theme) => {
      const { page, faults } = await asAdmin({ theme });
      await makeTenant(page, `Axe ${theme}`);
      await open(page, `/admin/tenants/axe_${theme}/keys?create=true`);
      await page.getByRole("button", { name: /Advanced/ }).click();
      await expectNoAxeViolations(page);
      await createKeyNamed(page, "seen by axe");
      await expectNoAxeViolations(page);
      await storeSecret(page);
      for (const entry of ["Rotate…", "Revoke…"]) {
        await choose(page, "Actions for seen by axe", entry);
        await page.getByRole(entry === "Rotate…" ? "dialog" : "alertdialog").waitFor();
        await expectNoAxeViolations(page);
        await page.keyboard.press("Escape");
      }
      for (const path of [
        "/admin/plans?create=true",
        "/admin/tokens?create=true",
        "/admin/tenants?create=true",
      ]) {
        await open(page, path);
        await page.getByRole("dialog").waitFor();
        await expectNoAxeViolations(page);
      }
      expect(faults).toEqual([]);
    },
  );

  it("look at a tenant's pages with a reason, change nothing meanwhile, and end it", async () => {
    const { page, faults } = await asAdmin({ width: 360, height: 740 });
    await makeTenant(page, "Initech");
    await open(page, "/t/initech/keys");
    await page.getByRole("heading", { level: 1, name: "View as Initech" }).waitFor();
    await expectNoAxeViolations(page);
    await page.getByLabel("Reason").fill("Ticket 4711: refused calls");
    await page.getByRole("button", { name: "View as Initech" }).click();
    await page.waitForURL("**/t/initech/keys");
    const banner = page.getByRole("region", { name: "Viewing as Initech" });
    await banner.getByText(/1[45] minutes left/).waitFor();
    expect(await page.getByRole("link", { name: "Create the first key" }).count()).toBe(0);
    await expectNoAxeViolations(page);
    await open(page, "/admin/tenants/initech");
    expect(await page.getByText("Manage", { exact: true }).count()).toBe(0);
    await banner.getByRole("button", { name: "End" }).click();
    await page.getByText("Manage", { exact: true }).waitFor();
    expect(await banner.count()).toBe(0);
    expect(faults).toEqual([]);
  }, 240_000);
});
