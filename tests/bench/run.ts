// npm run bench: measures, prints tables, and writes them into docs/performance.md. `npm run bench -- verify` for one;
// what stands after a colon, as in `history:100000000`, is a scenario’s own.

import { putTable } from "./report.ts";
import { betterAuth } from "./scenarios/better-auth.ts";
import { gateway } from "./scenarios/gateway.ts";
import { history } from "./scenarios/history.ts";
import { ingest } from "./scenarios/ingest.ts";
import { manyKeys } from "./scenarios/many-keys.ts";
import type { Bench, Scenario } from "./scenarios/scenario.ts";
import { verify } from "./scenarios/verify.ts";
import { openInstallation } from "./setup/installation.ts";
import { startLoadGenerator } from "./setup/measure.ts";

const SCENARIOS: Scenario[] = [verify, betterAuth, manyKeys, ingest, history, gateway];

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  const installation = await openInstallation();
  const load = startLoadGenerator();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void installation.close().finally(() => process.exit(130)));
  const bench: Bench = {
    installation,
    load,
    say: (line) => say(`  ${line}`),
    put(section, markdown) {
      say(`\n${markdown}\n`);
      putTable(section, markdown, installation.postgresVersion);
    },
  };
  try {
    for (const { scenario, option } of chosen()) {
      say(`${scenario.name} …`);
      await scenario.run(bench, option);
    }
  } finally {
    await load.stop();
    await installation.close();
  }
}

function chosen(): { scenario: Scenario; option?: string }[] {
  const wishes = process.argv.slice(2).map((wish) => wish.split(":"));
  const unknown = wishes.find(([name]) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown) {
    say(`There is no benchmark "${unknown[0]}"; there are ${SCENARIOS.map(({ name }) => name).join(", ")}.`);
    process.exit(2);
  }
  if (wishes.length === 0) return SCENARIOS.map((scenario) => ({ scenario }));
  return SCENARIOS.flatMap((scenario) =>
    wishes.filter(([name]) => name === scenario.name).map(([, option]) => ({ scenario, option })),
  );
}

await run();
