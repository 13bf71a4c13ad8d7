// Runs the checker, again and again until nothing is missing or patience ends: what waits in spools arrives later.
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Findings } from "../check.ts";
import type { Finding } from "../scenarios/scenario.ts";

const CHECKER = fileURLToPath(new URL("../check.ts", import.meta.url));
const PAUSE_MS = 500;

export async function checkLedger(ledger: string, dsn: string, patienceMs: number): Promise<Findings> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(PAUSE_MS)) {
    const { stdout } = await promisify(execFile)(process.execPath, [CHECKER, ledger, dsn]);
    const findings = JSON.parse(stdout) as Findings;
    if (findings.lost === 0 || Date.now() > deadline) return findings;
  }
}

/** The rows that the checker's findings are worth. */
export function rowsOf({
  verifications,
  reports,
  lost,
  double,
  rollUpsOff,
  reportsOff,
  firstLost,
}: Findings): Finding[] {
  const acknowledged = `${verifications.toLocaleString("en")} verifications, ${reports.toLocaleString("en")} reports`;
  return [
    {
      what: `${acknowledged} acknowledged: lost`,
      promised: "0",
      measured: firstLost === null ? "0" : `${lost}, such as ${firstLost}`,
      holds: lost === 0,
    },
    { what: "stored twice", promised: "0", measured: String(double), holds: double === 0 },
    {
      what: "calls, and reports, that charts count too many or too few",
      promised: "0 and 0",
      measured: `${rollUpsOff} and ${reportsOff}`,
      holds: rollUpsOff === 0 && reportsOff === 0,
    },
  ];
}
