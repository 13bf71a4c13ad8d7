// People at the browser: the first admin, who follows the printed link, and whoever signs in.
import type { Page } from "@playwright/test";
import { connect } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createLog } from "#lib/core/log.ts";
import type { App } from "./app.ts";

export const PASSWORD = "a kettle of fish, nineteen deep";

/** Follows the printed link, makes the admin, and ends signed in on the platform's overview. */
export async function becomeFirstAdmin(page: Page, app: App, email = "ada@example.com"): Promise<void> {
  if (!app.setupLink) throw new Error("this installation has an admin already");
  await page.goto(app.setupLink);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the admin" }).click();
  await page.waitForURL("**/admin");
}

/** Signs in at the sign-in page and waits until it has been left. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Makes a person who exists the owner of a tenant, so that they use its pages as its own people do. */
export async function joinTenant(app: App, clientId: string, email = "ada@example.com"): Promise<void> {
  const embedded = await startEmbedded({ dataDir: app.dataDir, log: createLog("test", "silent") });
  const { sql, close } = connect(embedded.url, { max: 1 });
  try {
    const joined = await sql`
      insert into members (tenant_id, user_id, role, created_at)
      select t.id, u.id, 'owner', now() from tenants t, users u
      where t.client_id = ${clientId} and u.email = ${email} returning 1`;
    if (joined.length !== 1) throw new Error(`${email} or ${clientId} is not there`);
  } finally {
    await close();
    await embedded.stop();
  }
}
