// When the largest thing of a page was painted, in Chromium, on a visit with an empty cache.
import type { Browser, BrowserContext } from "@playwright/test";
import { startBrowser } from "../../support/browser.ts";
import { signIn } from "../../support/people.ts";

const VISITS = 3;

export interface Measured {
  path: string;
  lcpMs: number;
  /** JavaScript that was received, as it came over the wire, in kB. */
  kb: number;
}

/** One page after the other, the middle of three visits each. `person` is an address and a password. */
export async function measureLcp(
  baseURL: string,
  person: string[] | undefined,
  paths: string[],
): Promise<Measured[]> {
  const browser = await startBrowser();
  try {
    const session = person ? await sessionOf(browser, baseURL, person) : undefined;
    const all: Measured[] = [];
    for (const path of paths) {
      const visits: Measured[] = [];
      for (let visit = 0; visit < VISITS; visit += 1)
        visits.push(await visitOnce(await browser.newContext({ baseURL, storageState: session }), path));
      all.push(visits.toSorted((a, b) => a.lcpMs - b.lcpMs)[Math.floor(VISITS / 2)]!);
    }
    return all;
  } finally {
    await browser.close();
  }
}

async function sessionOf(browser: Browser, baseURL: string, [email, password]: string[]) {
  const context = await browser.newContext({ baseURL });
  await signIn(await context.newPage(), email ?? "", password);
  const session = await context.storageState();
  await context.close();
  return session;
}

async function visitOnce(context: BrowserContext, path: string): Promise<Measured> {
  const page = await context.newPage();
  let bytes = 0;
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const scripts = new Set<string>();
  devtools.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  const lcpMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      }),
  );
  await context.close();
  return { path, lcpMs, kb: bytes / 1_000 };
}
