// npm run bench: measures, prints tables, and writes them into docs/performance.md. `npm run bench -- verify` for one.

import { putTable } from "./report.ts";
import { betterAuth } from "./scenarios/better-auth.ts";
import { gateway } from "./scenarios/gateway.ts";
import { ingest } from "./scenarios/ingest.ts";
import { manyKeys } from "./scenarios/many-keys.ts";
import type { Bench, Scenario } from "./scenarios/scenario.ts";
import { verify } from "./scenarios/verify.ts";
import { openInstallation } from "./setup/installation.ts";
import { startLoadGenerator } from "./setup/measure.ts";

const SCENARIOS: Scenario[] = [verify, betterAuth, manyKeys, ingest, gateway];

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
    for (const scenario of chosen()) {
      say(`${scenario.name} …`);
      await scenario.run(bench);
    }
  } finally {
    await load.stop();
    await installation.close();
  }
}

function chosen(): Scenario[] {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown) {
    say(`There is no benchmark "${unknown}"; there are ${SCENARIOS.map(({ name }) => name).join(", ")}.`);
    process.exit(2);
  }
  return names.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => names.includes(name));
}

await run();
