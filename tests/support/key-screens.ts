// What people do with keys at the screens, as the tests of both areas do it.
import type { Page } from "@playwright/test";

/** Opens a page and waits until its code has come too, so that nothing is pressed before it can answer. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "networkidle" });
}

/** Fills in the open "Create a key" dialog by its name alone, and returns the secret that is shown once. */
export async function createKeyNamed(page: Page, name: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Create a key" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Create key" }).click();
  return shownSecret(page);
}

/** The secret in the open dialog that shows one. */
export async function shownSecret(page: Page): Promise<string> {
  return page.getByRole("textbox", { name: "Secret" }).inputValue();
}

/** Says that the shown secret is stored, and waits until it is gone. */
export async function storeSecret(page: Page): Promise<void> {
  await page.getByLabel("I have stored it in a safe place").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("textbox", { name: "Secret" }).waitFor({ state: "detached" });
}

/** Chooses an entry of the menu with the given name. */
export async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
}

/** The status that a proxy gets for a caller with this key. */
export async function callWith(baseUrl: string, secret: string): Promise<number> {
  const answer = await fetch(`${baseUrl}/v1/authorize`, { headers: { authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
}

/** Every address that the page asks for while the test runs. */
export function addressesOf(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => seen.push(request.url()));
  return seen;
}
