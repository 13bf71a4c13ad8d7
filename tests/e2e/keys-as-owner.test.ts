// The customer's story, at the browser: an owner looks after the keys of their own tenant, and a viewer only looks.
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, type StorageState, startBrowser, visit } from "../support/browser.ts";
import { callWith, choose, createKeyNamed, open, shownSecret, storeSecret } from "../support/key-screens.ts";
import { becomeFirstAdmin, PASSWORD } from "../support/people.ts";

let app: App;
let browser: Browser;
let owner: StorageState;
let viewer: StorageState;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  const admin = await context.newPage();
  await becomeFirstAdmin(admin, app);
  for (const name of ["Acme Corp", "Globex"]) await app.cli.json(["tenants", "create", "--name", name]);
  owner = await joinAs(admin, "Owner", "dana@acme.test");
  viewer = await joinAs(admin, "Viewer", "vic@acme.test");
  await context.close();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Invites somebody from the open page of members, follows the link in the mail as they would, and keeps their session. */
async function joinAs(admin: Page, role: string, email: string): Promise<StorageState> {
  await open(admin, "/admin/tenants/acme_corp/members");
  await admin.getByRole("button", { name: "Invite" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByLabel("Role").selectOption({ label: role });
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await dialog.waitFor({ state: "detached" });
  await open(admin, "/admin/system/mail");
  await admin.getByRole("link", { name: new RegExp(`^Read: .*${email}$`) }).click();
  const mail = await admin
    .getByText(/\/invite\/\w+/)
    .first()
    .textContent();
  const link = /http\S+\/invite\/\w+/.exec(mail ?? "")?.[0];
  if (!link) throw new Error(`no invitation was mailed to ${email}`);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(email.split("@")[0] ?? email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await page.waitForURL("**/t/acme_corp");
  const state = await context.storageState();
  await context.close();
  return state;
}

const as = (session: StorageState, options = {}) =>
  visit(browser, { baseURL: app.baseUrl, session, ...options });

describe("a tenant's owner", () => {
  it("makes the first key, tries it, rotates it with an overlap, and revokes it with one thumb", async () => {
    const { page, faults } = await as(owner, { width: 360, height: 740 });
    await open(page, "/t/acme_corp/keys");
    await page.getByRole("link", { name: "Create the first key" }).click();
    const first = await createKeyNamed(page, "shop");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download .env" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("shop_api_key.env");
    expect(await readFile(await file.path(), "utf8")).toBe(`SHOP_API_KEY=${first}\n`);
    expect(await callWith(app.baseUrl, first)).toBe(200);
    await page.getByText("The first call has arrived.").waitFor();
    await storeSecret(page);

    await page.getByRole("link", { name: /shop/ }).click();
    await page.getByRole("heading", { level: 1, name: "shop" }).waitFor();
    await page.getByRole("button", { name: "Rotate", exact: true }).click();
    await page.getByRole("button", { name: "Rotate key" }).click();
    const second = await shownSecret(page);
    await storeSecret(page);
    expect(await Promise.all([first, second].map((secret) => callWith(app.baseUrl, secret)))).toEqual([
      200, 200,
    ]);

    await choose(page, "Actions for shop", "Revoke…");
    await page.getByLabel("Type shop to confirm").fill("shop");
    await page.getByRole("button", { name: "Revoke key" }).click();
    await page.getByText("shop is revoked").waitFor();
    await expect.poll(() => callWith(app.baseUrl, first)).toBe(401);
    await expect.poll(() => callWith(app.baseUrl, second)).toBe(401);
    expect(faults).toEqual([]);
  });

  it("disables several keys at once, and takes one back with undo", async () => {
    const { page } = await as(owner);
    for (const name of ["one", "two"])
      await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", name]);
    await open(page, "/t/acme_corp/keys?status=active");
    for (const name of ["one", "two"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await page.getByRole("button", { name: "Disable", exact: true }).click();
    await page.getByText("2 keys disabled").waitFor();
    await open(page, "/t/acme_corp/keys?status=disabled");
    await choose(page, "Actions for one", "Enable");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("one is disabled").waitFor();
  });

  it("changes a key's limits and finds the change in its history", async () => {
    const { page } = await as(owner);
    const key = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "limited"]);
    await open(page, `/t/acme_corp/keys/${key.id}/limits`);
    await page.getByRole("radio", { name: "Of its own" }).first().check();
    await page.getByLabel("At most", { exact: true }).first().fill("7");
    await page.getByRole("button", { name: "Save limits" }).click();
    await page.getByText("Saved").waitFor();
    await page
      .getByText(/^7 requests per/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "Activity" }).click();
    await page
      .getByText(/Changed|Updated/)
      .first()
      .waitFor();
  });

  it("cannot open another tenant or its keys, by no address", async () => {
    const { page } = await as(owner);
    const make = ["keys", "create", "--tenant", "globex", "--name"];
    const { id, secret } = await app.cli.json([...make, "theirs alone"]);
    const closed = ["/t/globex/keys", `/t/globex/keys/${id}`, "/admin/keys", "/admin/tenants/globex"];
    for (const path of [...closed, `/t/acme_corp/keys/${id}`, `/t/acme_corp/keys/${id}/limits`]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBeGreaterThanOrEqual(403);
      expect(await page.content(), path).not.toContain("theirs alone");
    }
    await page.goto("/t/acme_corp/keys");
    await page.getByRole("searchbox", { name: "Search keys" }).fill(secret);
    await page.getByText("No key here has this secret.").waitFor();
    await page.goto(`/t/acme_corp/keys?q=${id}`);
    await page.getByText("No key fits").waitFor();
  });
});

/** By keys, and again until the page's code has come and answers. */
async function openViews(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Views", exact: true });
  const expanded = () => button.getAttribute("aria-expanded");
  await expect
    .poll(
      async () => {
        if ((await expanded()) !== "true") await button.press("Enter");
        return expanded();
      },
      { timeout: 15_000 },
    )
    .toBe("true");
}

describe("filters under a name", () => {
  it("are opened from another visit by keys alone, by who they are shared with, renamed, and gone for all", async () => {
    const { page, faults } = await as(owner, { width: 360, height: 740 });
    await open(page, "/t/acme_corp/keys?status=disabled&cols=name%2Cstatus");
    await choose(page, "Views", "Save or change views…");
    await page.getByLabel("Save what is shown as").fill("Switched off");
    await page.getByLabel("Share with everybody in this workspace").check();
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByRole("button", { name: "Views Switched off" }).waitFor();

    await page.setViewportSize({ width: 1280, height: 900 });
    await open(page, "/t/acme_corp/keys");
    await openViews(page);
    const entry = (name: string) => page.getByRole("menuitemcheckbox", { name });
    await entry("Switched off").waitFor();
    await expectNoAxeViolations(page);
    await page.keyboard.press("ArrowDown");
    await expect
      .poll(() => page.locator("[role=menu] [data-highlighted]").textContent())
      .toContain("Switched");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/t/acme_corp/keys?status=disabled&cols=name%2Cstatus");
    await page.getByRole("button", { name: "Views Switched off" }).waitFor();

    const other = await as(viewer);
    await open(other.page, "/t/acme_corp/keys");
    await openViews(other.page);
    await other.page.getByText("Shared with you").waitFor();
    expect(await other.page.getByRole("menuitem").count()).toBe(0);
    await other.page.getByRole("menuitemcheckbox", { name: "Switched off dana" }).click();
    await other.page.waitForURL(/status=disabled/);
    await open(other.page, "/t/acme_corp/logs");
    expect(await other.page.getByRole("button", { name: "Views" }).count()).toBe(0);

    await choose(page, "Views Switched off", "Save or change views…");
    await page.getByRole("button", { name: "Rename “Switched off”" }).click();
    await page.getByLabel("New name of “Switched off”").fill("Off");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await page.getByRole("button", { name: "Delete “Off”" }).click();
    await page.getByText("No views yet").waitFor();
    await open(other.page, "/t/acme_corp/keys");
    expect(await other.page.getByRole("button", { name: "Views" }).count()).toBe(0);
    expect([...faults, ...other.faults]).toEqual([]);
  });
});

describe("a viewer", () => {
  it("sees keys, and nothing to change them with", async () => {
    const { page } = await as(viewer);
    const key = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "looked at"]);
    await open(page, "/t/acme_corp/keys");
    await page.getByRole("link", { name: /looked at/ }).waitFor();
    expect(await page.getByRole("button", { name: "Create key" }).count()).toBe(0);
    expect(await page.getByRole("checkbox").count()).toBe(0);
    await page.getByRole("button", { name: "Actions for looked at" }).click();
    await page.getByRole("menu").waitFor();
    expect(await page.getByRole("menuitem").allTextContents()).toEqual(["Copy id"]);
    await open(page, `/t/acme_corp/keys/${key.id}`);
    await page.getByRole("heading", { level: 1, name: "looked at" }).waitFor();
    expect(await page.getByRole("button", { name: /Rotate|Enable|Finish|Extend/ }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(0);
  });
});
