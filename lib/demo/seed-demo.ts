// Fills an empty installation with customers, keys and three months of calls, all invented, all relative to now.
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { tellDemoAlerts } from "./alerts.ts";
import { storeAllCalls } from "./all-calls.ts";
import { TENANTS } from "./cast.ts";
import { tellDeliveries } from "./deliveries.ts";
import { exportSteps } from "./export-steps.ts";
import { finishDemo } from "./finish-demo.ts";
import { beginDemo, type DemoProgress, noteStep } from "./progress.ts";
import { demoPassword, demoSignIns, type SignIn } from "./sign-ins.ts";
import { demoSteps, type Step } from "./steps.ts";

export interface DemoReport {
  /** False when the demo data was there already and nothing was changed. */
  made: boolean;
  /** The moment that it is relative to. */
  madeAt: string;
  /** Everybody's, until they change it. */
  password: string;
  signIns: SignIn[];
}

/**
 * Makes the demo data, or goes on with what was cut short. `deps` are those of the role keyhold_api. Throws
 * `conflict` where there are other tenants, or when another process is at it.
 */
export async function seedDemo(deps: Deps): Promise<DemoReport> {
  const password = demoPassword(deps.peppers);
  const progress = await beginDemo(deps);
  const report = { madeAt: progress.startedAt.toISOString(), password, signIns: demoSignIns() };
  if (progress.finishedAt) return { made: false, ...report };
  const steps = demoSteps(password, progress.startedAt);
  await playSteps(deps, progress, steps, 0);
  const calls = await storeAllCalls(deps, progress.startedAt);
  await playSteps(deps, progress, exportSteps(), steps.length);
  await tellDemoAlerts(deps, progress.startedAt);
  await tellDeliveries(deps, progress.startedAt);
  const keys = TENANTS.reduce((sum, tenant) => sum + tenant.keys.length, 0);
  await finishDemo.execute(deps, systemPrincipal("demo"), { tenants: TENANTS.length, keys, calls });
  return { made: true, ...report };
}

/** `first` is the number of the first of them among all. */
async function playSteps(
  deps: Deps,
  { startedAt, stepsDone }: DemoProgress,
  steps: readonly Step[],
  first: number,
): Promise<void> {
  for (const [place, { ago, play }] of steps.entries()) {
    const index = first + place;
    if (index < stepsDone) continue;
    const at = new Date(startedAt.getTime() - ago * DAY_MS);
    await play({ deps: { ...deps, clock: () => at }, settle: (tx) => noteStep(tx, index) });
  }
}
