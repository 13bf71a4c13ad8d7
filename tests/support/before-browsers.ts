// Builds the dashboard while cheaper tests run, so that those at a browser find it built, and unpacks their browser. Where
// one of it fails, the first of those tests tries again and says why.
import { buildDashboard, isBuilt } from "#lib/processes/build-dashboard.ts";
import { findChromium } from "./chromium.ts";

export default async function setup(): Promise<() => Promise<void>> {
  await findChromium().catch(() => {});
  const ending = new AbortController();
  const built = buildUnlessBuilt(ending.signal).catch(() => {});
  return async () => {
    ending.abort();
    await built;
  };
}

async function buildUnlessBuilt(signal: AbortSignal): Promise<void> {
  if (!(await isBuilt())) await buildDashboard(signal);
}
