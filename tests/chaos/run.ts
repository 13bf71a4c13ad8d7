// npm run chaos [-- scenario… [parameter=number…]]: makes things fail under load and looks what is still true.
// Every scenario has a Keyhold of its own. The tables go to docs/performance.md; `keep=0` leaves the page as it is.
import { putTable, table } from "../bench/report.ts";
import { hostile } from "./scenarios/hostile.ts";
import { kills } from "./scenarios/kills.ts";
import { outage } from "./scenarios/outage.ts";
import { quota } from "./scenarios/quota.ts";
import { rates } from "./scenarios/rates.ts";
import { revocation } from "./scenarios/revocation.ts";
import { rotation } from "./scenarios/rotation.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { openInstallation } from "./setup/installation.ts";

const SCENARIOS: readonly Scenario[] = [revocation, quota, rates, kills, outage, hostile, rotation];

const words = process.argv.slice(2);
const given = Object.fromEntries(
  words.filter((word) => word.includes("=")).map((word) => [word.split("=")[0], Number(word.split("=")[1])]),
);
const names = words.filter((word) => !word.includes("="));
const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  say(`There is no ${unknown.join(", ")}; there is ${SCENARIOS.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
let allHold = true;
for (const scenario of SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  if (!(await runOne(scenario))) allHold = false;
}
process.exit(allHold ? 0 : 1);

async function runOne({ name, title, parameters, run }: Scenario): Promise<boolean> {
  const chosen = { nodes: 3, ...parameters, ...given };
  say(`\n${title}`);
  const startedAt = Date.now();
  const installation = await openInstallation(chosen.nodes);
  try {
    const findings = await run({ installation, parameters: chosen });
    const rows = findings.map(({ what, measured, promised, holds }) => [
      what,
      promised,
      measured,
      holds ? "yes" : "**no**",
    ]);
    const text = table(["", "promised", "measured", "holds"], rows);
    const told = Object.entries(chosen).filter(([key]) => key !== "keep");
    const how = told.map(([key, value]) => `${key} ${value}`).join(", ");
    say(`${text}\n${how}; ${Math.round((Date.now() - startedAt) / 1_000)} s`);
    if (given.keep !== 0)
      putTable(`chaos-${name}`, `### ${title}\n\n${text}\n\nWith ${how}.`, installation.version);
    return findings.every(({ holds }) => holds);
  } finally {
    await installation.close();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
