// Nodes and the database are killed at random under load: what was acknowledged is stored, once.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { keepBusy } from "../load/busy.ts";
import { type Client, openClient } from "../load/client.ts";
import { type Ledger, openLedger } from "../load/ledger.ts";
import { checkLedger, rowsOf } from "../setup/check-ledger.ts";
import type { Installation } from "../setup/installation.ts";
import type { Scenario } from "./scenario.ts";

/** Every so many calls one reports usage. */
const REPORT_EVERY = 10;
const ARRIVAL_MS = 60_000;

export const kills: Scenario = {
  name: "kills",
  title: "Nodes and the database are killed with SIGKILL under load",
  parameters: { nodeKills: 20, postgresKills: 10, clients: 24 },
  async run({ installation, parameters: { nodeKills = 0, postgresKills = 0, clients = 0 } }) {
    const { folder, nodes, postgres, token, makeKey } = installation;
    const ledger = openLedger(join(folder, "ledger"));
    const client = openClient(token);
    const keys = await Promise.all(Array.from({ length: 20 }, () => makeKey()));
    let refused = 0;
    const load = keepBusy(clients, async (turn) => {
      const { url } = nodes[turn % nodes.length]!;
      const key = keys[turn % keys.length]!;
      const acknowledged =
        turn % REPORT_EVERY === 0
          ? await report(installation, client, ledger, `report-${turn}`, key.id)
          : await verify(client, ledger, url, key.secret);
      if (acknowledged) return;
      refused += 1;
      await sleep(5);
    });
    await sleep(500);
    for (const victim of shuffled(nodeKills, postgresKills)) {
      if (victim === "postgres") await postgres.crash(between(0, 500));
      else await restart(nodes[Math.floor(Math.random() * nodes.length)]!);
      await sleep(between(100, 700));
    }
    await sleep(1_000);
    const calls = await load.stop();
    client.close();
    ledger.close();
    const findings = await checkLedger(ledger.file, postgres.url, ARRIVAL_MS);
    return [
      {
        what: `kills of a node, and of PostgreSQL, during ${calls.toLocaleString("en")} calls`,
        promised: "",
        measured: `${nodeKills} and ${postgresKills}; ${refused} calls got no good answer`,
        holds: true,
      },
      ...rowsOf(findings),
    ];
  },
};

async function verify(client: Client, ledger: Ledger, url: string, key: string): Promise<boolean> {
  const { status, body } = await client.verify(url, key);
  if (status !== 200) return false;
  ledger.write({ kind: "verification", requestId: body.requestId });
  return true;
}

/** Sent again under the same id, at another node, until it is acknowledged. */
async function report(
  { nodes }: Installation,
  client: Client,
  ledger: Ledger,
  id: string,
  keyId: string,
): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const { url } = nodes[(id.length + attempt) % nodes.length]!;
    const events = [{ id, keyId, meter: "patients", quantity: 3 }];
    const { status, body } = await client.post(url, "/v1/usage", { events });
    const outcome = body?.results?.[0]?.status;
    if (status === 200 && (outcome === "accepted" || outcome === "duplicate")) {
      ledger.write({ kind: "report", id, quantity: 3 });
      return true;
    }
    if (status !== 0 && status !== 503)
      throw new Error(`a report was answered ${status} ${JSON.stringify(body)}`);
    await sleep(100);
  }
  return false;
}

async function restart(node: { kill(): Promise<void>; start(): Promise<void> }): Promise<void> {
  await node.kill();
  await sleep(between(0, 300));
  await node.start();
}

function shuffled(nodeKills: number, postgresKills: number): ("node" | "postgres")[] {
  const all = [...Array(nodeKills).fill("node"), ...Array(postgresKills).fill("postgres")];
  return all
    .map((victim) => ({ victim, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ victim }) => victim);
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}
