// A month is billed: staff say what a plan costs, look at the draft, issue it and note that it was paid; its owner sees it
// and takes the PDF home, and who may not see money sees none.
import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { drawUpInvoice } from "#lib/billing/draw-up-invoice.ts";
import { monthAt, shiftMonth } from "#lib/billing/month.ts";
import { systemClock } from "#lib/core/clock.ts";
import { createLog } from "#lib/core/log.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { hashSlowly } from "#lib/crypto/password.ts";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, startBrowser, visit } from "../support/browser.ts";
import { becomeFirstAdmin, PASSWORD, signIn } from "../support/people.ts";
import { TEST_PEPPERS } from "../support/world.ts";

let app: App;
let browser: Browser;
const lastMonth = shiftMonth(monthAt(new Date(), "UTC"), -1);

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Does what time alone would do: Acme was there two months ago, and its last month is drawn up and waits for a person. */
async function letTimePass(): Promise<void> {
  const { url, stop } = await startEmbedded({ dataDir: app.dataDir, log: createLog("test", "silent") });
  const db = connect(url, { max: 1 });
  const peppers = parseKeyring(TEST_PEPPERS, "KEYHOLD_PEPPERS");
  const deps = { db, clock: systemClock, peppers, keyPrefix: "kh", publicUrl: app.baseUrl };
  await db.sql`update tenants set created_at = now() - interval '70 days'`;
  await drawUpInvoice.execute(deps, systemPrincipal("test"), { tenant: "acme_corp", month: lastMonth });
  await db.sql`update billing_accounts set settled_month = ${lastMonth}`;
  for (const role of ["owner", "viewer"]) await makePerson(db.sql, role);
  await db.close();
  await stop();
}

async function makePerson(sql: Sql, role: string): Promise<void> {
  const hash = await hashSlowly(PASSWORD);
  await sql`
    with person as (
      insert into users (id, email, name, password_hash, created_at)
      values (gen_random_uuid(), ${`${role}@acme.example`}, ${role}, ${hash}, now()) returning id)
    insert into members (tenant_id, user_id, role, created_at)
    select tenants.id, person.id, ${role}, now() from tenants, person where client_id = 'acme_corp'`;
}

it("a month is priced, issued, paid, and printed for its owner, and nobody else sees money", async () => {
  const { page: admin, faults } = await visit(browser, { baseURL: app.baseUrl });
  await becomeFirstAdmin(admin, app);
  await app.cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);

  await admin.goto("/admin/plans");
  await admin
    .getByRole("button", { name: /^Edit / })
    .first()
    .click();
  await admin.getByLabel("Price of a month, in dollars").fill("49");
  await admin.getByRole("button", { name: "Add a usage price" }).click();
  const price = admin.getByRole("group", { name: "Usage price 1" });
  await price.getByLabel("Meter").fill("requests");
  await price.getByLabel("Dollars").fill("0.50");
  await admin.getByRole("button", { name: "Save plan" }).click();
  await admin.getByText("Requests: $0.50 per 1,000").waitFor();
  await letTimePass();

  await admin.goto("/admin/invoices");
  await admin.getByRole("button", { name: "Billing settings" }).click();
  await admin.getByLabel("Name of the seller").fill("Meridian GmbH");
  await admin.getByLabel("Name of the tax").fill("VAT");
  await admin.getByLabel("Tax in percent").fill("19");
  await admin.getByRole("button", { name: "Save settings" }).click();
  await admin.getByText("Billing settings saved").waitFor();
  await admin.getByRole("link", { name: "Draft", exact: true }).click();
  await admin.getByRole("button", { name: "Add a line" }).click();
  await admin.getByLabel("Amount in dollars").fill("-9");
  await admin.getByLabel("What it is for").fill("Welcome discount");
  await admin.getByRole("button", { name: "Add the line" }).click();
  // (49 − 9) × 1.19
  await admin.getByText("$47.60 so far").waitFor();
  await expectNoAxeViolations(admin);
  await admin.getByRole("button", { name: "Issue now" }).click();
  await admin.getByRole("button", { name: "Issue invoice" }).click();
  const number = `INV-${new Date().getUTCFullYear()}-0001`;
  await admin.getByRole("heading", { level: 1, name: number }).waitFor();
  await admin.getByRole("button", { name: "Mark as paid" }).click();
  await admin.getByLabel("Reference").fill("Transfer 8812");
  await admin.getByRole("dialog").getByRole("button", { name: "Mark as paid" }).click();
  await admin.getByText(/^\$47\.60 paid on /).waitFor();
  const csv = await admin.request.get("/admin/invoices/download?status=paid&format=csv");
  expect(await csv.text()).toContain(`${number},paid,acme_corp`);
  expect(faults).toEqual([]);

  const { page: owner } = await visit(browser, { baseURL: app.baseUrl, width: 360, theme: "dark" });
  await signIn(owner, "owner@acme.example");
  await owner.goto("/t/acme_corp/billing");
  await owner.getByLabel("Legal name").fill("Acme Corporation Ltd");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await owner.getByText("Billing details saved").waitFor();
  await expectNoAxeViolations(owner);
  await owner.getByRole("link", { name: number }).click();
  await owner.getByRole("heading", { level: 1, name: number }).waitFor();
  await expectNoAxeViolations(owner);
  expect(await owner.getByRole("button", { name: "Void" }).count()).toBe(0);
  const saved = owner.waitForEvent("download");
  await owner.getByRole("link", { name: "Download PDF" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(`${number}.pdf`);
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(await file.path())));
  const { text } = await extractText(pdf, { mergePages: true });
  for (const words of [number, "Meridian GmbH", "Acme Corp", "Welcome discount", "VAT 19%", "Transfer 8812"])
    expect(text).toContain(words);
  expect(text).toMatch(/Amount due\s+\$47\.60/);
  const invoicePath = new URL(owner.url()).pathname;

  const { page: viewer } = await visit(browser, { baseURL: app.baseUrl });
  await signIn(viewer, "viewer@acme.example");
  expect(await viewer.getByRole("link", { name: "Billing" }).count()).toBe(0);
  for (const path of ["/t/acme_corp/billing", invoicePath, `${invoicePath}/pdf`, "/admin/invoices"]) {
    const answer = await viewer.request.get(path);
    expect([403, 404], path).toContain(answer.status());
    expect(await answer.text()).not.toContain("47.60");
  }
}, 300_000);
