// A real Chromium, and what is looked for on every page.
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { expect, onTestFinished } from "vitest";
import { findChromium } from "./chromium.ts";

/** No sandbox, for root has none; and nothing that calls out on its own. */
const FLAGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--font-render-hinting=none",
  "--lang=en-US",
];

/** Starts a browser; close it in afterAll. */
export async function startBrowser(): Promise<Browser> {
  const { executablePath, args } = await findChromium();
  return chromium.launch({ executablePath, args: [...args, ...FLAGS], env: libraryPath() });
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Errors that the page threw or wrote to its console; a good test ends with none. */
  faults: string[];
}

export interface VisitOptions {
  baseURL: string;
  theme?: "light" | "dark";
  width?: number;
  height?: number;
  /** Cookies of somebody who is signed in. */
  session?: StorageState;
}

export type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** A fresh profile with one page; closes with the test that opened it, or when `whenFinished` has it closed. */
export async function visit(
  browser: Browser,
  options: VisitOptions,
  whenFinished: (close: () => Promise<void>) => void = onTestFinished,
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: options.baseURL,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.theme ?? "light",
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "UTC",
    storageState: options.session,
  });
  whenFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
  });
  return { context, page, faults };
}

/**
 * Fails with one line per violation of WCAG 2.2 AA that axe finds on the page as it stands. Our pages hold no frames, so
 * all of it is done in the page itself: a blank one beside it, which only puts frames' findings together, costs as much.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  expect(page.frames(), page.url()).toHaveLength(1);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`,
  );
  expect(found, page.url()).toEqual([]);
}

function libraryPath(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
