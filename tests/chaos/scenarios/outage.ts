// PostgreSQL stops answering for a while under load, without ending a connection: what is known goes on, what is not is
// told so at once, and all is well again by itself.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { generateToken } from "#lib/crypto/token.ts";
import { type Busy, keepBusy } from "../load/busy.ts";
import { type Answer, openClient } from "../load/client.ts";
import { openLedger } from "../load/ledger.ts";
import { checkLedger, rowsOf } from "../setup/check-ledger.ts";
import { type Finding, greatest, ms, quantile, type Scenario } from "./scenario.ts";

type Caller = "patient" | "strict" | "unknown";
const PAUSE_MS: Record<Caller, number> = { patient: 2, strict: 20, unknown: 20 };
const ARRIVAL_MS = 60_000;
/** Calls that were under way when it stopped, or when it came back, may go either way. */
const EDGE_MS = 20;
/** How long a node believes what it knows when nothing else was said. */
const FRESH_MS = 5_000;

export const outage: Scenario = {
  name: "outage",
  title: "PostgreSQL stops answering under load",
  parameters: { seconds: 60, clients: 12 },
  async run({ installation, parameters: { seconds = 0, clients = 0 } }) {
    const { folder, nodes, postgres, token, makeKey, makeTenant } = installation;
    const ledger = openLedger(join(folder, "ledger"));
    const client = openClient(token);
    const patient = await makeKey([], await makeTenant(3_600));
    const strict = await makeKey();
    const answers: Record<Caller, Answer[]> = { patient: [], strict: [], unknown: [] };
    const call = (who: Caller, workers: number): Busy =>
      keepBusy(workers, async (turn) => {
        const secret = {
          patient: patient.secret,
          strict: strict.secret,
          unknown: generateToken("kh", "live"),
        }[who];
        const answer = await client.verify(nodes[turn % nodes.length]!.url, secret);
        if (answer.status === 200) ledger.write({ kind: "verification", requestId: answer.body.requestId });
        answers[who].push(answer);
        await sleep(PAUSE_MS[who]);
      });
    const loads = [call("patient", clients), call("strict", 3), call("unknown", 3)];
    await sleep(3_000);
    postgres.freeze();
    const frozenMs = performance.now();
    await sleep(seconds * 1_000);
    postgres.thaw();
    const thawedMs = performance.now();
    await sleep(8_000);
    for (const load of loads) await load.stop();
    client.close();
    ledger.close();
    const findings = await checkLedger(ledger.file, postgres.url, ARRIVAL_MS);
    return [...away(answers, frozenMs, thawedMs), ...back(answers, thawedMs), ...rowsOf(findings)];
  },
};

function away(answers: Record<Caller, Answer[]>, frozenMs: number, thawedMs: number): Finding[] {
  const during = (who: Caller) =>
    answers[who].filter(({ askedMs, answeredMs }) => askedMs > frozenMs + EDGE_MS && answeredMs < thawedMs);
  const [patient, strict, unknown] = [during("patient"), during("strict"), during("unknown")];
  const gone = patient.filter(({ body }) => !body?.valid);
  const late = strict.filter(({ body, askedMs }) => body?.valid && askedMs > frozenMs + FRESH_MS + EDGE_MS);
  const silent = unknown.filter(({ status }) => status !== 503);
  const waits = unknown.map(({ askedMs, answeredMs }) => answeredMs - askedMs);
  const patientWaits = patient.map(({ askedMs, answeredMs }) => answeredMs - askedMs);
  return [
    {
      what: `known key of a plan that goes on (${patient.length.toLocaleString("en")} calls): not admitted`,
      promised: "0",
      measured: `${gone.length}; p99 ${ms(quantile(patientWaits, 0.99))}, at most ${ms(greatest(patientWaits))}`,
      holds: gone.length === 0,
    },
    {
      what: `known key of a plan that does not (${strict.length} calls): admitted after 5 s`,
      promised: "0",
      measured: String(late.length),
      holds: late.length === 0,
    },
    {
      what: `unknown key (${unknown.length} calls): answered other than 503`,
      promised: "0",
      measured: String(silent.length),
      holds: silent.length === 0 && unknown.length > 0,
    },
    {
      what: "unknown key: waits, at most",
      promised: "≤ 250 ms",
      measured: `${ms(greatest(waits))}, p99 ${ms(quantile(waits, 0.99))}`,
      holds: greatest(waits) <= 250,
    },
  ];
}

function back(answers: Record<Caller, Answer[]>, thawedMs: number): Finding[] {
  const bad = Object.values(answers)
    .flat()
    .filter(({ status, askedMs }) => status !== 200 && askedMs > thawedMs);
  const afterMs = greatest(bad.map(({ answeredMs }) => answeredMs - thawedMs));
  return [
    {
      what: "all calls are answered again, without a restart",
      promised: "≤ 5 s",
      measured: ms(afterMs),
      holds: afterMs <= 5_000,
    },
  ];
}
