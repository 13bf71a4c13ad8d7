// A report that is shared: made on the usage page, read without signing in, and gone once it is revoked.
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, startBrowser, visit } from "../support/browser.ts";
import { becomeFirstAdmin, joinTenant } from "../support/people.ts";

let app: App;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

it("is seen by whoever holds its link, names no key, and is gone when it is revoked", async () => {
  const { page } = await visit(browser, { baseURL: app.baseUrl });
  await becomeFirstAdmin(page, app);
  await app.cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);
  await joinTenant(app, "acme_corp");
  const key = await app.cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "secret-project"]);
  await app.cli.json(["keys", "verify"], key.secret);

  await page.goto("/t/acme_corp/usage?group=key");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByLabel("Title").fill("For the board");
  await page.getByRole("button", { name: "Make the link" }).click();
  const url = await page.getByRole("textbox", { name: "Link" }).inputValue();

  const { page: reader, faults } = await visit(browser, { baseURL: app.baseUrl });
  const answer = await reader.goto(url);
  await reader.getByRole("heading", { name: "For the board" }).waitFor();
  await reader.getByRole("figure", { name: /Calls by key/ }).waitFor();
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  const body = await reader.content();
  expect(body).toContain("Key 1");
  expect(body).toContain("noindex");
  expect(body).not.toMatch(/secret-project|key_[0-9a-z]{26}|ten_[0-9a-z]{26}/);
  expect(await reader.getByRole("navigation").count()).toBe(0);
  await expectNoAxeViolations(reader);
  expect(faults).toEqual([]);

  await page.goto("/t/acme_corp/usage/reports");
  await page.getByText("1 × · last").waitFor();
  await page.getByRole("button", { name: "Actions for For the board" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await page.getByRole("button", { name: "Revoke link" }).click();
  await page.getByText("Revoked", { exact: true }).waitFor();
  await reader.reload();
  const gone = await reader.getByRole("main").textContent();
  await reader.goto("/r/neverwas");
  expect(await reader.getByRole("main").textContent()).toBe(gone);
  expect(gone).toContain("does not work any more");
}, 300_000);
