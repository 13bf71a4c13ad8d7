// People at the dashboard: invited, signed in, slowed down, shown out.
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createLog } from "#lib/core/log.ts";
import { type App, startApp } from "../support/app.ts";
import { expectNoAxeViolations, type StorageState, startBrowser, visit } from "../support/browser.ts";
import { type OidcProvider, startOidcProvider } from "../support/oidc-provider.ts";
import { becomeFirstAdmin, joinTenant, PASSWORD, signIn } from "../support/people.ts";

let app: App;
let browser: Browser;
let company: OidcProvider;
let admin: StorageState;

beforeAll(async () => {
  company = await startOidcProvider();
  const env = {
    OIDC_ISSUER: company.issuer,
    OIDC_CLIENT_ID: company.clientId,
    OIDC_CLIENT_SECRET: company.clientSecret,
    OIDC_NAME: "Acme SSO",
  };
  [app, browser] = await Promise.all([startApp({ env }), startBrowser()]);
  const context = await browser.newContext({ baseURL: app.baseUrl });
  await becomeFirstAdmin(await context.newPage(), app);
  admin = await context.storageState();
  await context.close();
  await app.cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);
  await joinTenant(app, "acme_corp");
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await company?.close();
});

const open = async (session?: StorageState) => (await visit(browser, { baseURL: app.baseUrl, session })).page;

/** Invites by the members page, and takes the link out of the outbox as an admin without a mail server does. */
async function invite(email: string, role: string): Promise<string> {
  const page = await open(admin);
  await page.goto("/t/acme_corp/members");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByText(email, { exact: true }).waitFor();
  await page.goto("/admin/system/mail");
  await page.getByRole("link", { name: new RegExp(`Read: .*${email}`) }).click();
  const text = (await page.getByText("/invite/").textContent()) ?? "";
  return /http\S+\/invite\/\S+/.exec(text)?.[0] ?? "";
}

async function accept(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await page.waitForURL("**/t/acme_corp");
}

describe("an invitation", () => {
  it("brings somebody new into the tenant, once", async () => {
    const link = await invite("grace@example.com", "developer");
    const page = await open();
    await accept(page, link, "Grace Hopper");
    await page.goto("/t/acme_corp/members");
    await page.getByText("Grace Hopper").first().waitFor();
    expect(await page.getByRole("button", { name: "Invite" }).count()).toBe(0);
    const stranger = await open();
    await stranger.goto(link);
    await stranger.getByRole("heading", { name: "This link does not work any more" }).waitFor();
  });

  it("gives a viewer no page that viewers may not see, and no way to other tenants or the platform", async () => {
    const page = await open();
    await accept(page, await invite("vera@example.com", "viewer"), "Vera");
    const status = async (path: string) => (await page.goto(path))?.status();
    expect(await status("/t/acme_corp/keys")).toBe(200);
    expect(await status("/t/acme_corp/members")).toBe(403);
    expect(await status("/admin")).toBe(403);
    expect(await status("/t/another_tenant")).toBe(404);
    await page.goto("/t/acme_corp");
    expect(await page.getByRole("link", { name: "Members" }).count()).toBe(0);
  });
});

describe("signing in", () => {
  it("says how long to wait after too many wrong passwords", async () => {
    const page = await open();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill("target@example.com");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    const button = page.locator("form button[type=submit]");
    await expect
      .poll(
        async () => {
          if (await button.isEnabled()) await button.click();
          return button.textContent();
        },
        { timeout: 30_000, interval: 300 },
      )
      .toMatch(/^Try again in \d+ s$/);
    await page.getByText(/Too many attempts\. Wait \d+ s/).waitFor();
  });

  it("leads back to the page that was asked for", async () => {
    const page = await open();
    await page.goto("/admin/staff");
    expect(new URL(page.url()).search).toBe("?next=%2Fadmin%2Fstaff");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/admin/staff");
  });

  it("by a company's own provider lets invited people in, and nobody else", async () => {
    const come = async (page: Page) => {
      await page.getByRole("button", { name: "Continue with Acme SSO" }).click();
      await page.waitForURL((url) => url.origin === app.baseUrl && !url.pathname.startsWith("/api"));
    };
    const stranger = await open();
    company.person = { email: "stranger@example.com", email_verified: true, name: "Stranger" };
    await stranger.goto("/sign-in");
    await come(stranger);
    await stranger.getByText("Nobody with this verified address is known here").waitFor();

    company.person = { email: "linus@example.com", email_verified: true, name: "Linus" };
    const page = await open();
    await page.goto(await invite("linus@example.com", "developer"));
    await come(page);
    await page.getByRole("button", { name: "Join Acme Corp" }).click();
    await page.waitForURL("**/t/acme_corp");
  });
});

describe("a sensitive act, more than ten minutes after the sign-in,", () => {
  /** Makes the person's newest sign-in eleven minutes older than it is. */
  async function lapse(email: string): Promise<void> {
    const { url, stop } = await startEmbedded({ dataDir: app.dataDir, log: createLog("test", "silent") });
    const { sql, close } = connect(url, { max: 1 });
    await sql`update sessions set proved_at = proved_at - interval '11 minutes'
      where id = (select s.id from sessions s join users u on u.id = s.user_id where u.email = ${email}
                  order by s.created_at desc limit 1)`;
    await close();
    await stop();
  }

  async function createToken(page: Page, name: string): Promise<void> {
    await page.goto("/t/acme_corp/tokens?create=true");
    await page.getByRole("textbox", { name: "Name" }).fill(name);
    await page.getByRole("button", { name: "Create token" }).click();
  }

  const question = (page: Page) => page.getByRole("dialog", { name: "Is it still you?" });

  it("asks for the password, and is done after the right one with nothing typed twice", async () => {
    const { page, faults } = await visit(browser, { baseURL: app.baseUrl, width: 360, theme: "dark" });
    await signIn(page, "ada@example.com");
    await lapse("ada@example.com");
    await createToken(page, "gateway");
    await question(page).waitFor();
    await expectNoAxeViolations(page);
    await page.keyboard.press("Escape");
    await question(page).waitFor({ state: "detached" });
    await page.getByText("Nothing was done").waitFor();
    await page.getByRole("button", { name: "Create token" }).click();

    const password = question(page).getByLabel("Password", { exact: true });
    await password.fill("not the password");
    await password.press("Enter");
    await question(page).getByText("This is not your password.").waitFor();
    await expectNoAxeViolations(page);
    await password.fill(PASSWORD);
    await question(page).getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("heading", { name: "gateway is ready" }).waitFor();
    expect(await question(page).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("leads whoever has no password to a new sign-in in another tab, and goes on where they were", async () => {
    const email = "ines@example.com";
    company.person = { email, email_verified: true, name: "Ines" };
    const page = await open();
    await page.goto(await invite(email, "owner"));
    await page.getByRole("button", { name: "Continue with Acme SSO" }).click();
    await page.getByRole("button", { name: "Join Acme Corp" }).click();
    await page.waitForURL("**/t/acme_corp");
    await lapse(email);
    await createToken(page, "pipeline");
    const opened = page.context().waitForEvent("page");
    await question(page).getByRole("link", { name: "Sign in again" }).click();
    const tab = await opened;
    await tab.getByRole("button", { name: "Continue with Acme SSO" }).click();
    await tab.waitForURL(({ pathname }) => pathname === "/account");
    await question(page).getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "pipeline is ready" }).waitFor();
  });
});

describe("a session", () => {
  it("that is ended elsewhere opens nothing on the next click", async () => {
    const [here, elsewhere] = [await open(), await open()];
    await signIn(here, "ada@example.com");
    await signIn(elsewhere, "ada@example.com");
    await here.goto("/account");
    await here.getByRole("button", { name: "End all others" }).click();
    await here.getByText("Signed out everywhere else").waitFor();
    await elsewhere.goto("/admin/tenants");
    expect(new URL(elsewhere.url()).pathname).toBe("/sign-in");
    // The session that the other tests use was among the others.
    admin = await here.context().storageState();
  });

  it("is over after signing out, also for a copy of its cookie", async () => {
    const page = await open();
    await signIn(page, "ada@example.com");
    const copy = await page.context().storageState();
    await page.goto("/account");
    await page
      .getByRole("button", { name: /Ada Lovelace/ })
      .last()
      .click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    const thief = await open(copy);
    await thief.goto("/admin");
    expect(new URL(thief.url()).pathname).toBe("/sign-in");
  });
});

describe("a program", () => {
  it("that asks for a page is told how to authenticate and where the API is described", async () => {
    const response = await fetch(`${app.baseUrl}/t/acme_corp/keys`, { redirect: "manual" });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await response.json()).toMatchObject({
      code: "unauthenticated",
      detail: expect.stringContaining("Authorization: Bearer"),
      openapi: `${app.baseUrl}/openapi.json`,
    });
  });

  it("cannot sign in from another origin", async () => {
    const response = await fetch(`${app.baseUrl}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { origin: "https://evil.test" },
      body: new URLSearchParams({ email: "ada@example.com", password: PASSWORD }),
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});
